alter extension hstore add function public.f();
