-- Tables matter by who reaches them.

-- expect S01 public.t: nothing
create table public.t (id int);
revoke all on public.t from anon, authenticated;

-- expect S01 private.t: nothing
create schema private;
create table private.t (id int);
grant all on private.t to anon;

-- expect S01 public.t: error
create table public.t (id int);
revoke all on public.t from anon, authenticated;
grant update (id) on public.t to authenticated;

-- expect S01 public.spatial_ref_sys: nothing
create extension postgis schema public;

-- expect S01 public."Order Items": error
create table public."Order Items" (id int);

-- expect S01 public.p: error
-- expect S01 public.p1: nothing
create table public.p (id int) partition by list (id);
create table public.p1 partition of public.p for values in (1);

-- expect S01 public.p1: error
create table public.p (id int) partition by list (id);
revoke all on public.p from anon, authenticated;
create table public.p1 partition of public.p for values in (1);

-- expect S10 public.p11: error
-- expect S01 public.p11: nothing
create table public.p (id int) partition by list (id);
alter table public.p enable row level security;
create table public.p1 partition of public.p for values in (1) partition by list (id);
revoke all on public.p1 from anon, authenticated;
create table public.p11 partition of public.p1 for values in (1);

-- expect S10 public.child: error
create table public.child () inherits (public.notes);

-- expect S10 public.child: nothing
create table public.child () inherits (public.notes);
revoke all on public.child from anon, authenticated;

-- expect S03 public.p1: nothing
create table public.p (id int) partition by list (id);
create table public.p1 partition of public.p for values in (1);
alter table public.p1 enable row level security;

-- expect S03 public.t: note
create table public.t (id int);
alter table public.t enable row level security;

-- expect S11 public.f: nothing
create foreign data wrapper w;
create server s foreign data wrapper w;
create foreign table public.f (id int) server s;
revoke all on public.f from anon, authenticated;

-- expect S12 public.m: error
create schema private;
create view private.v as select * from public.notes;
create materialized view public.m as select * from private.v;

-- expect S12 public.m: warning
create materialized view public.m as select 1 as one;

-- expect S13 public.notes: note

-- expect S13 public.notes: error
create function public.clear() returns void language plpgsql
as $$ begin truncate public.notes; end $$;

-- expect S13 public.notes: note
create function public.clear() returns void language plpgsql
as $$ begin /* truncate */ perform 1; end $$;

-- expect S14 public.notes: note

-- expect S14 public.notes: warning
create role app login;
grant app to authenticator;
grant usage on schema public to app;
grant trigger on public.notes to app;

-- expect S15 public: warning
-- expect S15 storage: nothing

-- expect S16 public.t: error
create table public.t (id int, "SSN" text);

-- expect S16 public.notes: warning
alter table public.notes add client_secret text;

-- expect S16 public.notes: nothing
alter table public.notes add ssn text, add secret boolean;

-- expect S16 public.t: nothing
create table public.t (id int, password text);
alter table public.t enable row level security;

-- expect S17 private: note
create schema private;
grant usage on schema private to anon;

-- expect S17 auth: nothing
-- expect S17 extensions: nothing

-- expect S17 public: warning
grant create on schema public to public;

-- expect S18 public.t: nothing
create table public.t (id int);
revoke all on public.t from anon, authenticated;
alter publication supabase_realtime add table public.t;

-- expect S18 public.t: nothing
create table public.t (id int);
create publication warehouse for table public.t;

-- expect S20 public.notes: nothing
revoke all on public.notes from anon;

-- expect S22 pg_graphql: note
grant select on public.notes to anon;

-- expect S22 pg_graphql: nothing
drop extension pg_graphql cascade;
grant select on public.notes to anon;

-- expect S24 pgmq.q_mails: nothing
create extension pgmq;
select pgmq.create('mails');
grant usage on schema pgmq to anon;

-- expect S24 pgmq.q_mails: error
create extension pgmq;
select pgmq.create('mails');
create schema pgmq_public;
grant usage on schema pgmq to anon;
grant select on pgmq.q_mails to anon;
