create type public.pair as (a int);
comment on column public.pair.a is 'first';
