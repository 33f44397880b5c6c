-- P22: what the hole and its twin have in common.
create table public.crews (
  id uuid primary key,
  tenant_id uuid not null,
  owner_id uuid not null,
  title text
);
create index on public.crews (tenant_id);
alter table public.crews enable row level security;
grant select on public.crews to authenticated;
