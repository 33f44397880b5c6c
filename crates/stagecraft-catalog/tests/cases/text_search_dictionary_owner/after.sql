alter text search dictionary public.plain owner to postgres;
