create table public.shops (name text not null, id bigint);
create unique index names on public.shops (name);
