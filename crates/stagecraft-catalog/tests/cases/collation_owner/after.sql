alter collation public.plain owner to postgres;
