drop text search dictionary public.plain;
create text search dictionary public.plain (template = snowball, language = german);
