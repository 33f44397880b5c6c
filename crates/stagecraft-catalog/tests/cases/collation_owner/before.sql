create collation public.plain (lc_collate = 'C', lc_ctype = 'C');
