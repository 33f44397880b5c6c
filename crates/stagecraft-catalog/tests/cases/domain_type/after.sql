drop domain public.name;
create domain public.name as varchar(20);
