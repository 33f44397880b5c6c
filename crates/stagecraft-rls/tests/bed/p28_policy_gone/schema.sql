-- P28: what the hole and its twin have in common.
create table public.alerts (id uuid primary key, tenant_id uuid not null, level integer not null);
create index on public.alerts (tenant_id);
alter table public.alerts enable row level security;
grant select on public.alerts to authenticated;
create function private.is_calm() returns integer language sql immutable set search_path = '' return 3;
create policy read on public.alerts for select to authenticated using (tenant_id in (select private.my_tenants()));
create policy calm on public.alerts as restrictive for select to authenticated using (level < (select private.is_calm()));
grant execute on function private.is_calm() to authenticated;
