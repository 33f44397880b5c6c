grant usage on type public.pair to anon;
