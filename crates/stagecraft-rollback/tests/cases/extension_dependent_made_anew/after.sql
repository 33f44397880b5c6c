drop function public.f;
create function public.f(int, text) returns bigint language sql as 'select 1::bigint';
