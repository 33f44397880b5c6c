alter sequence public.numbers as integer;
