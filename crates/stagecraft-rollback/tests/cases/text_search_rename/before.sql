create schema app;
create text search parser public.words (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search template public.plain (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary public.lower (template = public.plain);
create text search configuration public.notes (parser = public.words);
alter text search configuration public.notes add mapping for asciiword with public.lower;
