comment on index public.key is 'the key';
