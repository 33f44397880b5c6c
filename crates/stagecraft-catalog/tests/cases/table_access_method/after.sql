alter table public.shops set access method heap2;
