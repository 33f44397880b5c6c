create text search dictionary public.plain (template = simple);
create text search configuration public.notes (copy = pg_catalog.simple);
alter text search configuration public.notes alter mapping for asciiword with public.plain;
