drop collation public.plain;
create collation public.plain (lc_collate = 'C', lc_ctype = 'POSIX');
