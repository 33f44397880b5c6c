truncate public.shops;
