alter text search dictionary public.german (stopwords, language = english);
