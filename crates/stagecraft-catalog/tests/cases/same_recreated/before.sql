create table public.shops (id bigint primary key, name text, price numeric(10,2));
create function public.f(a integer, b text default 'x') returns integer language sql as 'select a';
