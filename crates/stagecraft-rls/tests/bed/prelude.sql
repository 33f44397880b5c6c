-- What every case stands on: two tenants' members, a helper that knows the caller's, and a table with policies as they should be.
alter default privileges for role postgres in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges for role postgres in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges for role postgres in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges for role postgres revoke execute on functions from public;

create schema private;
grant usage on schema private to anon, authenticated;

create table private.tenants (id uuid primary key);
create table private.members (
  tenant_id uuid not null references private.tenants,
  user_id uuid not null,
  primary key (tenant_id, user_id)
);
create index on private.members (user_id);
alter table private.members enable row level security;
grant select on private.members to authenticated;
create policy own on private.members for select to authenticated using (user_id = (select auth.uid()));

create function private.my_tenants() returns setof uuid language sql stable security definer set search_path = ''
as $$ select m.tenant_id from private.members m where m.user_id = auth.uid() $$;
grant execute on function private.my_tenants() to anon, authenticated;

create table public.docs (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references private.tenants,
  owner_id uuid not null,
  title text not null default 'doc',
  note text
);
create index on public.docs (tenant_id);
create index on public.docs (owner_id);
alter table public.docs enable row level security;
grant select on public.docs to anon;
grant select, insert, update, delete on public.docs to authenticated;
create policy read on public.docs for select to authenticated using (tenant_id in (select private.my_tenants()));
create policy add on public.docs for insert to authenticated
  with check (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
create policy change on public.docs for update to authenticated
  using (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()))
  with check (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
create policy remove on public.docs for delete to authenticated
  using (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
