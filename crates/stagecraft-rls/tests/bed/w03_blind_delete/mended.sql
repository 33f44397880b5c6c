-- W03, mended.
alter policy remove on public.docs using (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
