create function public.guard() returns event_trigger language plpgsql as 'begin end';
