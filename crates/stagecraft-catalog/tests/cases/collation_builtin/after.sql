drop collation public.plain;
create collation public.plain (provider = builtin, locale = 'C.UTF-8');
