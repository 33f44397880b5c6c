alter text search dictionary public.german (stopwords = german);
