-- Roles of a project, their attributes, settings and memberships.

create role postgres login createdb createrole replication bypassrls;
alter role postgres set search_path = "$user", public, extensions;
alter role supabase_admin set search_path = "$user", public, auth, extensions;

create role anon nologin;
create role authenticated nologin;
create role service_role nologin bypassrls;
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';

-- The platform also preloads `safeupdate` here; a stock server does not have it.
create role authenticator login noinherit;
grant anon, authenticated, service_role to authenticator;
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';

create role supabase_auth_admin login noinherit createrole;
alter role supabase_auth_admin set search_path = auth;
alter role supabase_auth_admin set idle_in_transaction_session_timeout = '60000';

create role supabase_storage_admin login noinherit createrole;
alter role supabase_storage_admin set search_path = storage;
grant authenticator to supabase_storage_admin;

create role supabase_functions_admin login noinherit createrole;
alter role supabase_functions_admin set search_path = supabase_functions;

create role supabase_realtime_admin nologin noinherit;
create role supabase_replication_admin login replication;
create role supabase_etl_admin login replication;
create role supabase_read_only_user login bypassrls;
grant pg_read_all_data to supabase_read_only_user, supabase_etl_admin;

create role dashboard_user nologin createdb createrole replication;
create role pgbouncer login;

create role pgsodium_keyiduser nologin;
create role pgsodium_keyholder nologin;
create role pgsodium_keymaker nologin;
grant pgsodium_keyiduser to pgsodium_keyholder, pgsodium_keymaker;
grant pgsodium_keyholder to pgsodium_keymaker, service_role;

create role pgtle_admin nologin;

-- Before 16 CREATEROLE alone lets `postgres` manage these; since 16 it needs the admin option.
do $$
begin
  if current_setting('server_version_num')::int >= 160000 then
    grant anon, authenticated, service_role, authenticator to postgres with admin option;
    grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres with admin option;
    grant pg_create_subscription to postgres;
  else
    grant anon, authenticated, service_role to postgres;
    grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;
  end if;
end
$$;
grant pgsodium_keyiduser, pgsodium_keyholder, pgsodium_keymaker to postgres with admin option;
grant pgtle_admin, supabase_functions_admin to postgres;
