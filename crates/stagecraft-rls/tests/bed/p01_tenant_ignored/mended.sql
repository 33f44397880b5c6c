-- P01, mended.
alter policy read on public.docs using (tenant_id in (select private.my_tenants()));
