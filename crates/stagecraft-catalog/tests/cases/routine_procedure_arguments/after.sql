drop procedure public.p;
create procedure public.p(a int, out b int) language sql as 'select 1';
