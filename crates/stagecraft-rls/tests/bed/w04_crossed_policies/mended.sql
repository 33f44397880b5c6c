-- W04, mended.
alter policy change_team on public.sheets using (tenant_id in (select private.my_tenants())) with check (tenant_id in (select private.my_tenants()));
