create table public.shops (id bigint primary key, name text);
create view public.v as select s.id, t.name from public.shops s cross join public.shops t;
