do $$ begin perform 1; end $$;
do $tag$ begin perform $$;$$; end $tag$;
select a$b$ from (select 1 as a$b$) q;
select $1;
