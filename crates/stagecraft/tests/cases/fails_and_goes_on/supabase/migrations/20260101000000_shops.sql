create table public.shops (id int primary key);
