-- What the rules say of Postgres, tried. Every case has notes.sql's table with one row of b's.

-- claim S04: without a permissive policy a restrictive one lets nobody in
drop policy own on public.notes;
create policy floor on public.notes as restrictive for select to authenticated using (true);
set local role authenticated;
do $$ begin assert (select count(*) from public.notes) = 0; end $$;

-- claim S05: a permissive policy without its clause lets nothing through
drop policy own on public.notes;
create policy read on public.notes for select to authenticated;
set local role authenticated;
do $$ begin assert (select count(*) from public.notes) = 0; end $$;

-- claim S05: a policy for all commands with WITH CHECK alone lets rows be inserted, not read
drop policy own on public.notes;
create policy every on public.notes to authenticated with check (true);
set local role authenticated;
insert into public.notes values (gen_random_uuid(), gen_random_uuid());
do $$ begin assert (select count(*) from public.notes) = 0; end $$;

-- claim S06: a restrictive policy without a clause takes nothing away
create policy everything on public.notes for select to authenticated using (true);
create policy floor on public.notes as restrictive for select to authenticated;
set local role authenticated;
do $$ begin assert (select count(*) from public.notes) = 1; end $$;

-- claim S10: a partition's own name leads past its parent's policies
create table public.p (id int) partition by list (id);
create table public.p1 partition of public.p for values in (1);
insert into public.p values (1);
alter table public.p enable row level security;
set local role authenticated;
do $$ begin
  assert (select count(*) from public.p) = 0;
  assert (select count(*) from public.p1) = 1;
end $$;

-- claim S10: row security on the partition does not change queries of the parent
create table public.p (id int) partition by list (id);
create table public.p1 partition of public.p for values in (1);
insert into public.p values (1);
alter table public.p enable row level security;
alter table public.p1 enable row level security;
create policy everything on public.p to authenticated using (true);
set local role authenticated;
do $$ begin
  assert (select count(*) from public.p) = 1;
  assert (select count(*) from public.p1) = 0;
end $$;

-- claim S12: a materialized view shows what its owner saw
create materialized view public.m as select * from public.notes;
set local role authenticated;
do $$ begin assert (select count(*) from public.m) = 1; end $$;

-- claim S13: TRUNCATE asks no policy
set local role anon;
truncate public.notes;
set local role postgres;
do $$ begin assert (select count(*) from public.notes) = 0; end $$;

-- claim S16: revoking a column changes nothing while the table's grant stands
revoke select (body) on public.notes from authenticated;
do $$ begin assert has_column_privilege('authenticated', 'public.notes', 'body', 'SELECT'); end $$;

-- claim V01: a simple view reads and writes past the policies
create view public.v as select * from public.notes;
set local role authenticated;
insert into public.v values (gen_random_uuid(), gen_random_uuid());
do $$ begin assert (select count(*) from public.v) = 2; end $$;

-- claim V01: CREATE OR REPLACE VIEW drops security_invoker
create view public.v with (security_invoker = true) as select * from public.notes;
create or replace view public.v as select * from public.notes;
set local role authenticated;
do $$ begin assert (select count(*) from public.v) = 1; end $$;

-- claim V01: force holds for a view's owner who owns the table and does not bypass
create role app;
grant app to postgres;
grant usage, create on schema public to app;
create view public.v as select * from public.notes;
alter table public.notes force row level security;
alter table public.notes owner to app;
alter view public.v owner to app;
set local role authenticated;
do $$ begin assert (select count(*) from public.v) = 0; end $$;

-- claim V03: inside a view with its caller's rights, one with its owner's keeps them
create view public.inner_view as select * from public.notes;
create view public.outer_view with (security_invoker = true) as select * from public.inner_view;
set local role authenticated;
do $$ begin assert (select count(*) from public.outer_view) = 1; end $$;

-- claim V03: inside a view with its owner's rights, one with its caller's keeps them
create view public.inner_view with (security_invoker = true) as select * from public.notes;
create view public.outer_view as select * from public.inner_view;
set local role authenticated;
do $$ begin assert (select count(*) from public.outer_view) = 0; end $$;

-- claim V05: a view with its caller's rights needs the caller's grants
create view public.v with (security_invoker = true) as select * from public.notes;
revoke all on public.notes from authenticated;
set local role authenticated;
do $$ begin
  perform from public.v;
  raise 'readable';
exception when insufficient_privilege then null;
end $$;

-- claim F01: revoking from anon alone changes nothing while PUBLIC may execute
create function public.f() returns int language sql as 'select 1';
revoke execute on function public.f() from anon;
do $$ begin assert has_function_privilege('anon', 'public.f()', 'EXECUTE'); end $$;

-- claim F02: temporary tables come before a path that does not end in pg_temp
create function public.plain() returns bigint language sql security definer
  set search_path = public as 'select count(*) from notes';
create function public.ended() returns bigint language sql security definer
  set search_path = public, pg_temp as 'select count(*) from notes';
create function public.standard() returns bigint language sql security definer
  begin atomic select count(*) from public.notes; end;
set local role authenticated;
create temporary table notes (id int);
do $$ begin
  assert public.plain() = 0;
  assert public.ended() = 1;
  assert public.standard() = 1;
end $$;

-- claim F04: inside a SECURITY DEFINER function the caller is the owner
create function public.inner_f() returns bigint language sql as 'select count(*) from public.notes';
create function public.outer_f() returns bigint language sql security definer
  as 'select public.inner_f()';
set local role authenticated;
do $$ begin
  assert public.inner_f() = 0;
  assert public.outer_f() = 1;
end $$;

-- claim F04: a function in a view runs with its caller's rights, whoever owns the view
create function public.inner_f() returns bigint language sql as 'select count(*) from public.notes';
create function public.rows_f() returns setof public.notes language sql stable
  as 'select * from public.notes';
create view public.v as select public.inner_f() as n;
create view public.w as select * from public.rows_f();
set local role authenticated;
do $$ begin
  assert (select n from public.v) = 0;
  assert (select count(*) from public.w) = 0;
end $$;

-- claim R01: policies hold for the owner only when forced
set local role supabase_admin;
create role app;
grant usage, create on schema public to app;
alter table public.notes owner to app;
set local role app;
do $$ begin assert (select count(*) from public.notes) = 1; end $$;
alter table public.notes force row level security;
do $$ begin assert (select count(*) from public.notes) = 0; end $$;

-- claim R03: a member has the exemption of an owner
set local role supabase_admin;
create role app;
alter table public.notes owner to app;
grant app to authenticated;
set local role authenticated;
do $$ begin assert (select count(*) from public.notes) = 1; end $$;

-- claim R03: a member does not have BYPASSRLS without SET ROLE
grant service_role to authenticated;
set local role authenticated;
do $$ begin assert (select count(*) from public.notes) = 0; end $$;

-- claim R04: a policy for a group is not for members that do not inherit
create role editors;
create role staff noinherit;
create role writers inherit;
grant editors to staff, writers;
grant select on public.notes to staff, writers;
grant usage on schema public to staff, writers;
create policy edit on public.notes for select to editors using (true);
set local role supabase_admin;
set local role staff;
do $$ begin assert (select count(*) from public.notes) = 0; end $$;
set local role writers;
do $$ begin assert (select count(*) from public.notes) = 1; end $$;

-- claim R05: who can make a bypassing role, or become one
set local role supabase_admin;
create role maker createrole;
create role bypassing_maker createrole bypassrls;
set local role maker;
do $$ begin
  grant service_role to maker;
  assert current_setting('server_version_num')::int < 160000, 'joined';
exception when insufficient_privilege then
  assert current_setting('server_version_num')::int >= 160000, 'refused';
end $$;
set local role bypassing_maker;
do $$ begin
  create role made bypassrls;
  assert current_setting('server_version_num')::int >= 160000, 'made';
exception when insufficient_privilege then
  assert current_setting('server_version_num')::int < 160000, 'refused';
end $$;
