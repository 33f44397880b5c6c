drop aggregate public.total(int);
create aggregate public.total(int) (sfunc = int4pl, stype = int, initcond = '1', parallel = safe);
