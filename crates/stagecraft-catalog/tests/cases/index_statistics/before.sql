create table public.shops (id bigint primary key, name text, price numeric(10,2));
create index shops_lower on public.shops (lower(name));
