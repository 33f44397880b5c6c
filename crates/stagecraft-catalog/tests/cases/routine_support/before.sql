create function public.f(int, int) returns setof int language internal strict as 'generate_series_int4';
