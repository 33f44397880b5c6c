alter sequence public.numbers increment 5 minvalue -10 maxvalue 1000 start 3 cache 7 cycle;
