comment on column public.pair.a is null;
