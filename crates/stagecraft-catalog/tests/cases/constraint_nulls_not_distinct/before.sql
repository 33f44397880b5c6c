create table public.shops (name text constraint name unique);
