-- F01: what the hole and its twin have in common.
create function public.count_docs(tenant uuid) returns bigint language sql stable security definer set search_path = '' as $$
  select count(*) from public.docs d where d.tenant_id = tenant and tenant in (select private.my_tenants()) having count(*) > 0 $$;
