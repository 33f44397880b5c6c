drop text search parser public.words cascade;
drop text search template public.plain cascade;
