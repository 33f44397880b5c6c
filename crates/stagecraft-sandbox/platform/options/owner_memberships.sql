-- The platform before April 2025: `postgres` is a member of the roles that own auth, storage
-- and realtime, and may create objects there. Histories that began then may need it: they say
-- `alter table storage.objects enable row level security` or create functions in `auth`.
-- Run after the baseline, as the bootstrap superuser.

grant supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin to postgres;
grant all on schema auth, storage, realtime to postgres;
grant all on storage.migrations, storage.buckets_vectors, storage.vector_indexes to postgres;
