create procedure public.p(a int) language sql as 'select 1';
