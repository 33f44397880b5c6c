create function public.same(int, text) returns bool language sql immutable as 'select true';
create function public.like(int, text) returns bool language sql immutable as 'select false';
create operator public.=== (leftarg = int, rightarg = text, function = public.same);
