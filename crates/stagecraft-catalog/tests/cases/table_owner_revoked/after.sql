revoke delete on public.shops from supabase_admin;
