create function public.g() returns table (id int, name text) language sql as 'select 1, null::text';
