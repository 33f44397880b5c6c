alter schema app owner to postgres;
