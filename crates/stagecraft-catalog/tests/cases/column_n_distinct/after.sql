alter table public.shops alter column name set (n_distinct = -0.5);
