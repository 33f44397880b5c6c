alter table public.notes disable trigger all;
