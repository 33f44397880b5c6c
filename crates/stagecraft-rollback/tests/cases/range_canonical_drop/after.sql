drop table public.offers;
drop type public.prices cascade;
