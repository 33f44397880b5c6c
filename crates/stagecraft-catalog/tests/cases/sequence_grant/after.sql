grant usage on sequence public.numbers to anon;
