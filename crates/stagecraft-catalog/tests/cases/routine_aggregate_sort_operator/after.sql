create or replace aggregate public.least_of(int) (sfunc = int4smaller, stype = int, sortop = operator(pg_catalog.<));
