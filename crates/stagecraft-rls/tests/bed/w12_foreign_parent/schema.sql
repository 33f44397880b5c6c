-- W12: what the hole and its twin have in common.
create table public.parts (
  id uuid primary key,
  tenant_id uuid not null,
  owner_id uuid not null,
  doc_id uuid not null
);
create index on public.parts (tenant_id);
create index on public.parts (tenant_id, doc_id);
create index on public.parts (doc_id);
alter table public.parts enable row level security;
grant select, insert on public.parts to authenticated;
create policy read on public.parts for select to authenticated using (tenant_id in (select private.my_tenants()));
