drop view public.v;
drop materialized view public.w;
