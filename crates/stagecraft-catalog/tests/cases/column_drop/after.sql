alter table public.shops drop column name;
