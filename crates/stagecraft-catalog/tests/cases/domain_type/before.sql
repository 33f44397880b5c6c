create domain public.name as varchar(10);
