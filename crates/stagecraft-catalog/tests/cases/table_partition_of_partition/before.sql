create table public.notes (id int, at date) partition by list (id);
