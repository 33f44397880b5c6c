drop type public.prices;
create type public.prices as range (subtype = float8, subtype_diff = float8mi, multirange_type_name = public.all_prices);
