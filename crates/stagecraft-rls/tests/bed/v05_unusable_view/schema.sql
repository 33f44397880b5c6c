-- V05: what the hole and its twin have in common.
create table private.stats (id uuid primary key, tenant_id uuid not null);
create index on private.stats (tenant_id);
alter table private.stats enable row level security;
create policy read on private.stats for select to authenticated using (tenant_id in (select private.my_tenants()));
