alter table public.t of public.pair;
