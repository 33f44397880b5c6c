alter type public.state owner to postgres;
