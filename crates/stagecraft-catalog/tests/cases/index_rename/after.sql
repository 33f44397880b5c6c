alter index public.shops_name rename to by_name;
