-- W04: what the hole and its twin have in common.
create table public.sheets (
  id uuid primary key,
  tenant_id uuid not null,
  owner_id uuid not null,
  title text
);
create index on public.sheets (tenant_id);
alter table public.sheets enable row level security;
grant select, update on public.sheets to authenticated;
create policy read on public.sheets for select to authenticated using (tenant_id in (select private.my_tenants()));
create policy change_team on public.sheets for update to authenticated using (tenant_id in (select private.my_tenants())) with check (tenant_id in (select private.my_tenants()));
