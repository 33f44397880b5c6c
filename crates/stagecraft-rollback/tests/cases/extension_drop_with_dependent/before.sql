create extension hstore;
create function public.f(int, text) returns int language sql as 'select 1';
alter function public.f depends on extension hstore;
