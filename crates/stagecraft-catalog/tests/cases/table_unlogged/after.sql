alter table public.shops set unlogged;
