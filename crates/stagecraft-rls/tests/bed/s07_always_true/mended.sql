-- S07, mended.
alter policy read on public.docs using (tenant_id in (select private.my_tenants()) and 1 = 1);
