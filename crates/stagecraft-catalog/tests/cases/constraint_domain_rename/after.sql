alter domain public.grade rename constraint positive to above_zero;
