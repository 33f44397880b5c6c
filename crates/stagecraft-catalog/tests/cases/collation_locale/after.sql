drop collation public.german;
create collation public.german (provider = icu, locale = 'de-AT');
