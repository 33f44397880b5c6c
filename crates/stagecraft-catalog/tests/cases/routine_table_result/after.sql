drop function public.g();
create function public.g() returns table (id int, title text) language sql rows 10 as 'select 1, null::text';
