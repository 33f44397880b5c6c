create function public.f(a text) returns integer language sql as 'select 1';
