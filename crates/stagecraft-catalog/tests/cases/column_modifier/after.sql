alter table public.shops alter column price type numeric(12, 2), alter column name type varchar(20), alter column at type timestamptz(6);
