drop view public.v;
create view public.v as select 1 as n;
