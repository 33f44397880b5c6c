create extension hstore version '1.7';
create function public.f(int, text) returns int language sql as 'select 1';
alter function public.f depends on extension hstore;
create table public.notes (id int);
