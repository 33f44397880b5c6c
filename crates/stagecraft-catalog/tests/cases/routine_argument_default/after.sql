create or replace function public.f(n int default 2) returns int language sql as 'select 1';
