-- S01: what the hole and its twin have in common.
create table public.notes (
  id uuid primary key,
  tenant_id uuid not null,
  owner_id uuid not null,
  title text
);
create index on public.notes (tenant_id);
