-- The platform after 30 October 2026: what is new in `public` is granted to nobody.
-- Run after the baseline, as the bootstrap superuser.

alter default privileges for role postgres in schema public
  revoke all on tables from anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  revoke all on functions from anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  revoke all on sequences from anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public
  revoke all on tables from anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public
  revoke all on functions from anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public
  revoke all on sequences from anon, authenticated, service_role;
