create aggregate public.least_of(int) (sfunc = int4smaller, stype = int);
