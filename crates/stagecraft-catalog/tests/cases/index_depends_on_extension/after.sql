alter index public.id depends on extension hstore;
alter materialized view public.m depends on extension hstore;
