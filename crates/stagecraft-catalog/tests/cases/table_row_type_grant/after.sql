revoke all on table public.shops from supabase_admin;
