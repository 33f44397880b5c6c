create schema app;
create type public.prices as range (subtype = numeric);
create table public.offers (prices public.prices_multirange);
