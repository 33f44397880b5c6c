-- P03: what the hole and its twin have in common.
grant select on private.tenants to authenticated;
alter table private.tenants enable row level security;
create policy read on private.tenants for select to authenticated using (true);
