-- W01, mended.
alter policy change on public.docs with check (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
