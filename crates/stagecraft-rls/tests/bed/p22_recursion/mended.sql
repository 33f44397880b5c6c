-- P22, mended.
create policy read on public.crews for select to authenticated using (tenant_id in (select private.my_tenants()));
