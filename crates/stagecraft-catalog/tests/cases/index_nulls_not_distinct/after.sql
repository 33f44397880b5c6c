drop index public.shops_name;
create unique index shops_name on public.shops (name) nulls not distinct;
