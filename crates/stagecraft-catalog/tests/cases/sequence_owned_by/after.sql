alter sequence public.numbers owned by public.shops.id;
