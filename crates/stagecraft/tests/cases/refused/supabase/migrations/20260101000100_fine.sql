create table public.three (id int);
