create table public.shops (id bigint primary key, name text);
create view public.v as select id, name from public.shops;
