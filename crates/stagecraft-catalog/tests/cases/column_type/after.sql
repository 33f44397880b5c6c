alter table public.shops alter column price type numeric(12,4);
