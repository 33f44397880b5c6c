alter index public.shops_lower alter column 1 set statistics 300;
