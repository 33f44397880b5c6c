alter table public.shops alter column name set compression pglz;
