create table public.shops (id bigint);
create index key on public.shops (id);
