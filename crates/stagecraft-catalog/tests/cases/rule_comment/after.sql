comment on rule keep on public.shops is 'nothing goes';
