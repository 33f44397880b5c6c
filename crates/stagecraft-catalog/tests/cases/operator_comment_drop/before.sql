create function public.eq(int, int) returns bool language internal immutable as 'int4eq';
create operator public.=== (leftarg = int, rightarg = int, function = public.eq);
comment on operator public.=== (int, int) is 'same';
