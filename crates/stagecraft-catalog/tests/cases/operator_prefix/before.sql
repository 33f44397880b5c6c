create function public.half(int) returns int language sql immutable as 'select $1 / 2';
