alter table public.shops alter column name set default 'unnamed';
