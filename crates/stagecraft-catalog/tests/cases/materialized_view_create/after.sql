create materialized view public.m as select id from public.shops;
