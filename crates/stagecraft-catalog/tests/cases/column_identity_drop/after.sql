alter table public.shops alter column id drop identity;
