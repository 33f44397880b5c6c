alter function public.f no depends on extension hstore;
