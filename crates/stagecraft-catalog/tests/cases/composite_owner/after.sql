alter type public.pair owner to postgres;
revoke usage on type public.pair from public;
