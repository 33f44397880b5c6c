-- H02: what the hole and its twin have in common.
create table public.notes (
  id uuid primary key,
  tenant_id uuid not null,
  owner_id uuid not null,
  title text
);
create index on public.notes (tenant_id);
alter table public.notes enable row level security;
grant select on public.notes to authenticated;
create policy read on public.notes for select to authenticated using (tenant_id in (select private.my_tenants()));
