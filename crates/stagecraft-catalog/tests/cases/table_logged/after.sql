alter table public.shops set logged;
