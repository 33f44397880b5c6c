alter text search configuration public.notes alter mapping for asciiword with english_stem, simple;
alter text search configuration public.notes drop mapping for email;
