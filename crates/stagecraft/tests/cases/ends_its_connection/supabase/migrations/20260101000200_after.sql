create table public.after (id int);
