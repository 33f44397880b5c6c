create table public.shops (id bigint primary key);
