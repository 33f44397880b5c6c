create table public.shops (name text, id bigint, constraint name unique (name));
