-- S10: what the hole and its twin have in common.
create table public.events (tenant_id uuid not null, at date not null, title text) partition by range (at);
create table public.events_new partition of public.events for values from ('2026-01-01') to (maxvalue);
create index on public.events (tenant_id);
alter table public.events enable row level security;
grant select on public.events to authenticated;
create policy read on public.events for select to authenticated using (tenant_id in (select private.my_tenants()));
