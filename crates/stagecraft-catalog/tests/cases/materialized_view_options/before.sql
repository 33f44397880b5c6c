create materialized view public.m as select 'a' as n;
create index n on public.m (n);
