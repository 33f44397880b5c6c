comment on view public.v is 'names';
