create type public.pair as (a text, b int);
