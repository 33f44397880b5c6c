-- H03, the hole: the database believes the caller to be in other tenants than the contract does
create or replace function private.my_tenants() returns setof uuid language sql stable security definer set search_path = '' as $$ select id from private.tenants where auth.uid() is not null $$;
