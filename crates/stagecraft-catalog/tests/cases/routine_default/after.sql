create or replace function public.f(a integer, b text default 'y') returns integer language sql as 'select a';
