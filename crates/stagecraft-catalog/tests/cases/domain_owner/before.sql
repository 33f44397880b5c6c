create domain public.name as text;
