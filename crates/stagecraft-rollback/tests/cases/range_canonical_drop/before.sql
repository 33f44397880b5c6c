create type public.prices;
create function public.canonical(public.prices) returns public.prices language internal immutable strict as 'int4range_canonical';
create type public.prices as range (subtype = int4, canonical = public.canonical);
comment on type public.prices_multirange is 'several';
create table public.offers (price public.prices, prices public.prices_multirange);
