alter index public.free alter column 1 set statistics 500;
