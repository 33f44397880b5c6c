create schema app;
create collation public.one (provider = icu, locale = 'de');
create collation public.two (provider = icu, locale = 'fr');
create collation public.three (provider = icu, locale = 'it');
