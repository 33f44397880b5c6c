alter function public.f stable strict leakproof parallel safe cost 7;
