create or replace function public.f(int) returns int transform for type int language sql as 'select 1';
