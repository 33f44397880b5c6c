create type public.prices as range (subtype = float8, multirange_type_name = public.many_prices);
