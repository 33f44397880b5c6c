-- P26, the hole: the condition says the opposite: as many rows, but the other ones
create policy read on public.posts for select to authenticated using (tenant_id in (select private.my_tenants()) and archived);
