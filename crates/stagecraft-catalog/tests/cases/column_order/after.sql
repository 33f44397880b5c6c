alter table public.shops drop column name;
alter table public.shops add column name text;
