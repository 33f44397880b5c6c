create unlogged table public.shops (id bigint primary key);
