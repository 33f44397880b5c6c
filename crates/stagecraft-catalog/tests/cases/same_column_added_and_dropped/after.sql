alter table public.shops add column x int;
alter table public.shops drop column x;
