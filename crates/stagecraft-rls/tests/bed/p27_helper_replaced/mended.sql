-- P27, mended.
create or replace function private.my_tenants() returns setof uuid language sql stable security definer set search_path = '' as $$ select m.tenant_id from private.members m where auth.uid() = m.user_id $$;
