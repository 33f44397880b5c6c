create type public.prices as range (subtype = numeric);
comment on type public.prices_multirange is 'several';
