drop materialized view public.m;
create materialized view public.m as select 2 as n;
