create function public.same(int, text) returns bool language sql immutable as 'select true';
