create function public.f(int) returns setof int language sql as 'select 1';
