create function public.f(a int, b int) returns int language sql as 'select 1';
