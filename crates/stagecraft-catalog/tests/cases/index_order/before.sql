create table public.shops (id bigint, name text);
create index names on public.shops (name);
