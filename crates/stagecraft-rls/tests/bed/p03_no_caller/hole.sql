-- P03, the hole: the subquery asks for the row's tenant, but not for the caller
alter policy read on public.docs using (exists (select from private.tenants t where t.id = docs.tenant_id));
