-- S07, the hole: an alternative that is always true is the whole condition
alter policy read on public.docs using (tenant_id in (select private.my_tenants()) or 1 = 1);
