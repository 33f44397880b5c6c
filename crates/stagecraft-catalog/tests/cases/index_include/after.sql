drop index public.names;
create index names on public.shops (name) include (id);
