-- W02, mended.
alter policy add on public.docs with check (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
