-- P05, mended.
alter policy change on public.docs using (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()) and (owner_id = (select auth.uid()) or title = 'doc'));
