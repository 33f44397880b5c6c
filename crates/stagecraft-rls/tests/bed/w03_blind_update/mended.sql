-- W03, mended.
alter policy change on public.docs using (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants())) with check (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
