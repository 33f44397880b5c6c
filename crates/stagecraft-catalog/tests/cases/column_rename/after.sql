alter table public.shops rename column name to title;
