drop table public.old;
