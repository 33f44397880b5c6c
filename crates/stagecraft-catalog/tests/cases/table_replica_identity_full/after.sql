alter table public.shops replica identity full;
