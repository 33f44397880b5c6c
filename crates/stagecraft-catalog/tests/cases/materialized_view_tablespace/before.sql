-- statement by statement
set allow_in_place_tablespaces = on;
create tablespace views location '';
create materialized view public.m as select 1 as n;
