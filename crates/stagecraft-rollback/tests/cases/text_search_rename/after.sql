alter text search parser public.words rename to tokens;
alter text search template public.plain set schema app;
alter text search dictionary public.lower set schema app;
alter text search dictionary app.lower rename to small;
alter text search configuration public.notes rename to remarks;
create text search configuration public.notes (parser = pg_catalog.default);
