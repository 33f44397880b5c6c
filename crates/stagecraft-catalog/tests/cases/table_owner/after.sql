alter table public.shops owner to postgres;
