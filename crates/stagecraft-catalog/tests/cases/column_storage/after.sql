alter table public.shops alter column name set storage external;
