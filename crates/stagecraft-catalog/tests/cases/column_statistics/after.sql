alter table public.shops alter column name set statistics 500;
