drop text search configuration public.notes;
create text search configuration public.notes (parser = public.words);
