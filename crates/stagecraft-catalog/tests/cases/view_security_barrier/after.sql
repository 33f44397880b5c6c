alter view public.v set (security_barrier = true);
