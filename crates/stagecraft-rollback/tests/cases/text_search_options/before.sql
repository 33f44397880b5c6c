create text search dictionary public.german (template = snowball, language = german, stopwords = german);
