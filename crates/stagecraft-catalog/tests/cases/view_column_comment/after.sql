comment on column public.v.n is 'one';
