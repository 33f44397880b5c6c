alter type public.prices_multirange rename to many_prices;
alter type public.prices rename to price_range;
