alter operator public.=== (int, int) owner to postgres;
