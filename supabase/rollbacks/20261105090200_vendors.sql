-- Takes 20261105090200_vendors back.
drop table public.variant_vendors;
drop table public.vendors;
