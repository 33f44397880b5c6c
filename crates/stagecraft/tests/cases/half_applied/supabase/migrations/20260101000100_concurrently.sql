create index concurrently shops_name on public.shops (name);
create unique index concurrently shops_id on public.shops (id);
