create index shops_name on public.shops (name);
