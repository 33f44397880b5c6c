create text search template public.plain (init = dsimple_init, lexize = dsimple_lexize);
