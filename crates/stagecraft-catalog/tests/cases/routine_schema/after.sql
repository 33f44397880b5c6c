alter function public.f set schema app;
