create table public.shops (id bigint);
create type public.pair as (a int, b int);
revoke usage on type public.pair from public;
