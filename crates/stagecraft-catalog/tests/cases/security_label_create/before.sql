create table public.shops (id bigint primary key, name text, price numeric(10,2));
create extension hstore;
