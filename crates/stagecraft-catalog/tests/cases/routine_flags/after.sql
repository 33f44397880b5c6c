alter function public.f strict leakproof parallel safe;
