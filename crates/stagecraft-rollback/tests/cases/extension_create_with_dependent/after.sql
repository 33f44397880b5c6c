create extension hstore;
alter function public.f depends on extension hstore;
alter index public.id depends on extension hstore;
