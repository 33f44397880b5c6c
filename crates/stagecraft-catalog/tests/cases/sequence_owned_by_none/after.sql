alter sequence public.numbers owned by none;
