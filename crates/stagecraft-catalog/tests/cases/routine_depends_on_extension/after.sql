alter function public.f depends on extension hstore;
