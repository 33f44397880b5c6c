revoke all on schema app from supabase_admin;
