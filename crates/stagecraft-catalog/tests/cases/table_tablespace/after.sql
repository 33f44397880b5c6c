alter table public.shops set tablespace table_space;
