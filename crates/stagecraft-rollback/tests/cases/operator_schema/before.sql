create schema app;
create function public.half(int) returns int language sql immutable as 'select $1 / 2';
create operator public.!/ (rightarg = int, function = public.half);
