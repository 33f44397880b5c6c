create aggregate public.average(int8) (sfunc = int8_avg_accum, stype = internal, finalfunc = numeric_poly_avg);
