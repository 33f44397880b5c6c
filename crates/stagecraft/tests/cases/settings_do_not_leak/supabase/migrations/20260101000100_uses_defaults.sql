create table shops (id int);
select pg_sleep(0.01);
alter table public.shops add column name text;
