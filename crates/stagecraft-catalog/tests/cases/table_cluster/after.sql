alter table public.shops cluster on shops_pkey;
