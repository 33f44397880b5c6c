create extension hstore;
create table public.notes (id int);
create index id on public.notes (id);
create materialized view public.m as select 1 as n;
