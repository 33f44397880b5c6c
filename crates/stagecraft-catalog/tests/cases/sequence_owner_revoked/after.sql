revoke all on sequence public.numbers from supabase_admin;
