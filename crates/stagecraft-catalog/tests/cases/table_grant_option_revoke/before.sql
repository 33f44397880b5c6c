create table public.shops (id bigint primary key, name text, price numeric(10,2));
grant select on public.shops to anon with grant option;
