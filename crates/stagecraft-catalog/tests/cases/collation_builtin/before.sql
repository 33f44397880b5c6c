-- since 17
create collation public.plain (provider = builtin, locale = 'C');
