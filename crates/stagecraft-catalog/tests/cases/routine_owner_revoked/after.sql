revoke all on function public.f from supabase_admin;
