drop table public.shops;
drop view public.v;
