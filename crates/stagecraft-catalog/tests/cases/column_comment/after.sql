comment on column public.shops.name is 'what it is called';
