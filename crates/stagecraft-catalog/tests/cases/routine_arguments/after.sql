drop function public.f;
create function public.f(a int, inout b int, variadic c int[] default null) language sql as 'select 1';
