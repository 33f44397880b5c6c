insert into public.shops values (1, 'a', 2);
select nextval('public.numbers');
analyze public.shops;
truncate public.shops;
