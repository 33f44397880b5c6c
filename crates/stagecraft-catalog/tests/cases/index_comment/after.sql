comment on index public.shops_pkey is 'the key';
