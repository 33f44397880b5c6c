create table public.shops (id bigint primary key, name text, price numeric(10,2));
alter table public.shops add column twice numeric generated always as (price * 2) stored;
