-- Roles matter by what they can become.

-- expect R01 postgres: nothing

-- expect R01 app: error
create role app;
grant app to authenticator;
set local role supabase_admin;
alter table public.notes owner to app;
set local role postgres;

-- expect R01 app: nothing
create role app;
set local role supabase_admin;
alter table public.notes owner to app;
set local role postgres;

-- expect R02 service_role: nothing
-- expect R02 postgres: nothing
-- expect R02 supabase_read_only_user: nothing

-- expect R03 authenticated: error
create role app;
set local role supabase_admin;
alter table public.notes owner to app;
grant app to authenticated;
set local role postgres;

-- expect R03 staff: warning
create role staff noinherit;
grant service_role to staff;
grant staff to authenticator;

-- expect R03 app: error
create role app noinherit login;
grant service_role to app;
grant app to authenticator;

-- expect R04 public.notes.own: nothing
create role staff noinherit;
grant authenticated to staff;
grant anon to staff;

-- expect R05 postgres: nothing
-- expect R06 anon: nothing
