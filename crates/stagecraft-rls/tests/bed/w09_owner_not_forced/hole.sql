-- W09, the hole: a row may be added in a colleague's name
alter policy add on public.docs with check (tenant_id in (select private.my_tenants()));
