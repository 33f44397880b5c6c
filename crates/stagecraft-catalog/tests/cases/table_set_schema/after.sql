alter table public.shops set schema app;
