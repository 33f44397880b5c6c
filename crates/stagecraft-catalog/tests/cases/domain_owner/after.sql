alter domain public.name owner to postgres;
comment on domain public.name is 'a name';
