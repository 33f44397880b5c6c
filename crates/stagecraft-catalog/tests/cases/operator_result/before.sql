create function public.plus(int, text) returns int language sql immutable as 'select 1';
create operator public.+ (leftarg = int, rightarg = text, function = public.plus);
