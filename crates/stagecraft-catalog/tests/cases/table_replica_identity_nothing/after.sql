alter table public.shops replica identity nothing;
