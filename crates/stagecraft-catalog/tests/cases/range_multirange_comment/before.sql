create type public.prices as range (subtype = numeric);
