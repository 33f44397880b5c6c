create table public.shops (id bigint primary key);
alter table public.shops cluster on shops_pkey;
