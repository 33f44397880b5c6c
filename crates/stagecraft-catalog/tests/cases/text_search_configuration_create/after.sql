create text search configuration public.notes (copy = pg_catalog.simple);
comment on text search configuration public.notes is 'for notes';
