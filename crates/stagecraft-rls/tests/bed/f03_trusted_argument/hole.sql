-- F03, the hole: the function of its owner's rights believes the tenant that it is given
create function public.count_docs(tenant uuid) returns bigint language sql stable security definer set search_path = '' as $$
  select count(*) from public.docs d where d.tenant_id = tenant having count(*) > 0 $$;
