alter materialized view public.m set (fillfactor = 70);
alter materialized view public.m cluster on n;
alter materialized view public.m alter column n set storage external;
alter materialized view public.m alter column n set statistics 500;
