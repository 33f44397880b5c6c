create text search dictionary public.german (template = snowball, language = german, stopwords = german);
comment on text search dictionary public.german is 'German';
