alter text search configuration public.notes owner to postgres;
