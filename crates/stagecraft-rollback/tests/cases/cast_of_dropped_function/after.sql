drop function public.number cascade;
