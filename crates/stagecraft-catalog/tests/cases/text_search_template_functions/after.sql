drop text search template public.plain;
create text search template public.plain (lexize = dispell_lexize);
