-- P03, mended.
alter policy read on public.docs using (exists (select from private.tenants t where t.id = docs.tenant_id and t.id in (select private.my_tenants())));
