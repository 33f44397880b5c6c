-- P25: what the hole and its twin have in common.
create table public.leads (
  id uuid primary key,
  tenant_id uuid not null,
  owner_id uuid not null,
  title text
);
create index on public.leads (tenant_id);
alter table public.leads enable row level security;
grant insert on public.leads to anon, authenticated;
grant select on public.leads to authenticated;
create policy read on public.leads for select to authenticated using (tenant_id in (select private.my_tenants()));
