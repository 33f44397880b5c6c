create collation public.plain (provider = icu, locale = 'en');
