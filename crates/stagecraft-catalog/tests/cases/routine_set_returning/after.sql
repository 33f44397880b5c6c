drop function public.f;
create function public.f() returns setof int language sql as 'select 1';
