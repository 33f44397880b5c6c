create type public.prices as range (subtype = numeric, multirange_type_name = public.many_prices);
