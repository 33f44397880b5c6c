alter index public.whole attach partition public.part;
