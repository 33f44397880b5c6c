-- since 16
create collation public.reversed (provider = icu, locale = 'und');
