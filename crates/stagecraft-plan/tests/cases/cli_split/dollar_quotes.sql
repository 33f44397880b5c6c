create function dq_a() returns int language sql as $$ select 1; $$;
create function dq_b() returns int language plpgsql as $body$ begin return 1; /* $$ ; */ end; $body$;
create function dq_c() returns text language sql as $a$ select $b$;$b$ || '$a' || 'x'::text $a$;
select 1 as a$b;
select 2;
