create function public.eq(int, int) returns bool language internal immutable as 'int4eq';
create function public.ne(int, int) returns bool language internal immutable as 'int4ne';
create operator public.=== (leftarg = int, rightarg = int, function = public.eq);
create operator public.!== (leftarg = int, rightarg = int, function = public.ne);
