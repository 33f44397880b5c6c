drop type public.pair;
