create type public.pair as (a int, b text collate "C");
comment on type public.pair is 'two';
comment on column public.pair.a is 'first';
