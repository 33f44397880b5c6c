comment on type public.pair is 'two';
comment on column public.pair.a is 'first';
