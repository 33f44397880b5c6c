drop collation public.reversed;
create collation public.reversed (provider = icu, locale = 'und', rules = '&b < a');
