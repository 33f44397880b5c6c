comment on constraint shops_pkey on public.shops is 'the key';
