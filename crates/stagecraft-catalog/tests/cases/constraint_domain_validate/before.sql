create domain public.grade as int;
alter domain public.grade add constraint positive check (value > 0) not valid;
