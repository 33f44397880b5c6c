-- S09, mended.
alter policy read on public.docs using ((select auth.role()) = 'authenticated' and tenant_id in (select private.my_tenants()));
