alter index public.one_name set (fillfactor = 50);
