select nextval('public.numbers'), setval('public.numbers', 7);
insert into public.shops default values;
