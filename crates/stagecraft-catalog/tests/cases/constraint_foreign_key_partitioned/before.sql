create table public.shops (id int primary key);
create table public.notes (id int, shop int) partition by list (id);
create table public.notes_one partition of public.notes for values in (1);
