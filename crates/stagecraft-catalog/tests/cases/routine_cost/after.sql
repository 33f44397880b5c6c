alter function public.f cost 5.5 rows 20;
