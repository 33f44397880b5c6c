create function public.f(a integer, b text default 'x') returns integer language sql as 'select a';
