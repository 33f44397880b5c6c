-- A contract says what is meant: rls.toml of this folder.

-- expect S03 public.notes: warning
drop policy own on public.notes;

-- expect S20 public.notes: warning
revoke all on public.notes from anon, authenticated;

-- expect S17 known: nothing
create schema known;
grant usage on schema known to authenticated;

-- expect S17 known: warning
create schema known;
grant usage on schema known to anon;

-- expect R06 reporting: warning
create role reporting;
grant reporting to authenticator;

-- expect R06 authenticated: nothing

-- expect S03 storage.buckets: nothing
-- expect S13 storage.objects: nothing
-- expect S17 storage: nothing

-- expect R02 worker: note
-- expect R02 helper: error
set local role supabase_admin;
create role worker bypassrls;
create role helper bypassrls;
grant worker, helper to authenticator;
set local role postgres;
