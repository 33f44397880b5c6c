create collation public.any_case (provider = icu, locale = 'und-u-ks-level2');
