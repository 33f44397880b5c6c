create domain public.grade as int;
