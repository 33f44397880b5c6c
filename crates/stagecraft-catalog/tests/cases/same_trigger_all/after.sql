alter table public.notes disable trigger all;
alter table public.notes enable trigger all;
