drop index public.key;
create index key on public.shops using hash (id);
