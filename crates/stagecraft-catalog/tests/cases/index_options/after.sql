alter index public.shops_name set (fillfactor = 60);
