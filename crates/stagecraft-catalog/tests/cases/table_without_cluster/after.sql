alter table public.shops set without cluster;
