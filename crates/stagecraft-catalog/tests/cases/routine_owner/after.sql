alter function public.f owner to postgres;
