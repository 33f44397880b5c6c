alter index public.key set (fillfactor = 70);
