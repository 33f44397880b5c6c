alter type public.mark rename to sign;
alter type public.sign set schema app;
create type public.mark as (a int);
