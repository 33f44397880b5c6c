alter table public.shops enable always trigger touch;
