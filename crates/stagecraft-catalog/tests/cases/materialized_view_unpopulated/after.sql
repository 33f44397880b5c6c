refresh materialized view public.m with no data;
