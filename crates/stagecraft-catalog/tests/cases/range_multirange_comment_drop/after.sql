comment on type public.prices_multirange is null;
