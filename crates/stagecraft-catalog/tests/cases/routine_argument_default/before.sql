create function public.f(n int default 1) returns int language sql as 'select 1';
