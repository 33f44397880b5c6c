alter table public.pairs not of;
