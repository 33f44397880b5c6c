-- The lookup that the pooler signs users in with.

create function pgbouncer.get_auth(p_usename text)
returns table (username text, password text) language sql stable security definer
set search_path = '' as $$
  select rolname::text, rolpassword::text
  from pg_catalog.pg_authid
  where rolname = p_usename and rolcanlogin and (rolvaliduntil is null or rolvaliduntil > now())
$$;
revoke all on function pgbouncer.get_auth(text) from public;
grant execute on function pgbouncer.get_auth(text) to pgbouncer, postgres;
