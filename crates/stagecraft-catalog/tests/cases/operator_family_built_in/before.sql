create function public.less(int, numeric) returns bool language sql immutable as 'select $1::numeric < $2';
create operator public.<<< (leftarg = int, rightarg = numeric, function = public.less);
