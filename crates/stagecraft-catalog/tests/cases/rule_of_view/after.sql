comment on rule "_RETURN" on public.v is 'what it is';
