create type public.mark;
