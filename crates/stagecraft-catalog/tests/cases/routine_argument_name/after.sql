create or replace function public.f(n int) returns int language sql as 'select 1';
