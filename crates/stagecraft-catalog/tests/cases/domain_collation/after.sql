drop domain public.name;
create domain public.name as text collate "C";
