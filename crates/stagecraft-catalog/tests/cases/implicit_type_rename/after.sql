alter table public.shops rename to stores;
