alter operator class public.numbers using hash owner to postgres;
