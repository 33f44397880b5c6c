create domain public.grade as int check (value between 1 and 5);
