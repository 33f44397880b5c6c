drop index public.shops_name;
