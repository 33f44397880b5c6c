drop type public.prices;
create type public.prices as range (subtype = numeric);
