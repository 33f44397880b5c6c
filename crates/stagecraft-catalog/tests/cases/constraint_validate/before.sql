create table public.shops (id bigint primary key, name text, price numeric(10,2));
alter table public.shops add constraint positive check (price > 0) not valid;
