create table public.shops (id bigint);
create view public.v as select id from public.shops;
alter view public.v alter column id set default 3;
