drop collation public.any_case;
create collation public.any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
