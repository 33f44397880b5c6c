create table public.shops (id bigint primary key, name text, price numeric(10,2));
create materialized view public.m as select id from public.shops;
