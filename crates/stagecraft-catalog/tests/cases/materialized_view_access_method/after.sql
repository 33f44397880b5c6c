alter materialized view public.m set access method heap2;
