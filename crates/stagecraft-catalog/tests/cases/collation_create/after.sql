create collation public.german (provider = icu, locale = 'de-u-co-phonebk', deterministic = false);
comment on collation public.german is 'as in a phone book';
