create domain public.grade as int constraint positive check (value > 0);
