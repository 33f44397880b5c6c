comment on type public.prices is 'from to';
alter type public.prices owner to postgres;
revoke usage on type public.prices from public;
