-- W06: what the hole and its twin have in common.
create function private.can_read(doc uuid) returns boolean language sql stable security definer set search_path = ''
as $$ select exists (select from public.docs d where d.id = doc and d.tenant_id in (select private.my_tenants())) $$;
grant execute on function private.can_read(uuid) to authenticated;
