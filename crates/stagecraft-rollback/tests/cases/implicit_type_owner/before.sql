create table public.shops (id bigint);
revoke usage on type public.shops from public;
