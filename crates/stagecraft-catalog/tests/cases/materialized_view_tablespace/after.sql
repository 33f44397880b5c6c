alter materialized view public.m set tablespace views;
