alter view public.v alter column name set default 'x';
