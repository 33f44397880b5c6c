alter collation public.one rename to first;
alter collation public.two rename to one;
alter collation public.first rename to two;
alter collation public.three set schema app;
create collation public.three (provider = icu, locale = 'sv');
