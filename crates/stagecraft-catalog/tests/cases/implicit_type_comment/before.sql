create table public.shops (id bigint);
