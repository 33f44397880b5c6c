alter function public.f support generate_series_int4_support;
