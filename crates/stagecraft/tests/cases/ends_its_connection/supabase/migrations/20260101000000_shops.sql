create table public.shops (id int);
