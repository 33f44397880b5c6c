alter view public.v owner to postgres;
