alter table public.shops disable rule keep;
