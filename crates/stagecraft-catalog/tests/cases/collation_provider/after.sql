drop collation public.plain;
create collation public.plain (provider = libc, locale = 'C');
