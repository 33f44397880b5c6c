create or replace view public.v as select id, name, 1 as one from public.shops;
