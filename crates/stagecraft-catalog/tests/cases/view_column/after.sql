create or replace view public.v as select s.id, t.name, 1 as one from public.shops s cross join public.shops t;
