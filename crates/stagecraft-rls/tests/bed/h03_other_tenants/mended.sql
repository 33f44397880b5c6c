-- H03, mended.
create or replace function private.my_tenants() returns setof uuid language sql stable security definer set search_path = '' as $$ select tenant_id from private.members where user_id = auth.uid() $$;
