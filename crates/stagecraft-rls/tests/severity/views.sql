-- Views matter by whose rights they read with.

-- expect V01 public.v: error
create view public.v as select * from public.notes;

-- expect V01 public.v: nothing
create view public.v as select * from public.notes;
revoke all on public.v from anon, authenticated;

-- expect V01 public.v: nothing
create table public.open (id int);
create view public.v as select * from public.open;

-- expect V01 public.v: nothing
create view public.v as select * from public.notes;
create role viewer;
grant select on public.notes to viewer;
set local role supabase_admin;
alter view public.v owner to viewer;
set local role postgres;

-- expect V01 public.v: error
create role app;
create view public.v as select * from public.notes;
set local role supabase_admin;
alter table public.notes owner to app;
alter view public.v owner to app;
set local role postgres;

-- expect V01 public.v: nothing
create role app;
create view public.v as select * from public.notes;
alter table public.notes force row level security;
set local role supabase_admin;
alter table public.notes owner to app;
alter view public.v owner to app;
set local role postgres;

-- expect V01 public.v: warning
create view public.v as select body from public.notes where owner = auth.uid();

-- expect V01 public.v: error
create view public.v as select body, auth.uid() as me from public.notes;

-- expect V01 public.v: note
create view public.v with (security_barrier) as
select body from public.notes where owner = (select auth.uid());

-- expect V01 public.v: warning
create function public.me() returns uuid language sql stable as 'select auth.uid()';
create view public.v as select body from public.notes where owner = public.me();

-- expect V01 public.v: note
create table public.countries (id int primary key);
alter table public.countries enable row level security;
create policy everybody on public.countries for select using (true);
create view public.v as select * from public.countries;
revoke all on public.v from anon, authenticated;
grant select on public.v to anon;

-- expect V01 public.v: error
create table public.countries (id int primary key);
alter table public.countries enable row level security;
create policy everybody on public.countries for select using (true);
create view public.v as select * from public.countries;

-- expect V01 public.outer_view: nothing
create view public.inner_view with (security_invoker = true) as select * from public.notes;
create view public.outer_view as select * from public.inner_view;

-- expect V01 public.outer_view: error
create schema private;
create view private.inner_view as select * from public.notes;
create view public.outer_view as select * from private.inner_view;

-- expect V01 public.v: error
create table public.p (id int) partition by list (id);
alter table public.p enable row level security;
create view public.v as select * from public.p;

-- expect V03 public.outer_view: nothing
-- expect V05 public.outer_view: warning
create schema private;
create view private.inner_view as select * from public.notes;
create view public.outer_view with (security_invoker = true) as
select * from private.inner_view;

-- expect V03 public.outer_view: error
create schema private;
create materialized view private.m as select * from public.notes;
grant select on private.m to authenticated;
create view public.outer_view with (security_invoker = true) as select * from private.m;

-- expect V04 public.v: warning
create view public.v as select email from auth.users where id = auth.uid();

-- expect V04 public.v: error
create view public.v as select * from vault.decrypted_secrets;

-- expect V04 public.v: error
create materialized view public.v as select email from auth.users;

-- expect V04 public.v: error
create schema private;
create view private.inner_view as select email from auth.users;
create view public.v as select * from private.inner_view;

-- expect V04 public.v: nothing
create view public.v with (security_invoker = true) as select email from auth.users;

-- expect V06 public.v: nothing
create view public.v with (security_barrier) as
select body from public.notes where owner = auth.uid();
