revoke usage on type public.mark from public;
alter type public.mark owner to postgres;
comment on type public.mark is 'a mark';
