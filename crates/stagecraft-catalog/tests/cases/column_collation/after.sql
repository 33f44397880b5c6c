alter table public.shops alter column name type text collate "C";
