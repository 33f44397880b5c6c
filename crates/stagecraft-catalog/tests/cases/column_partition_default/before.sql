create table public.notes (id int default 1) partition by list (id);
create table public.notes_one partition of public.notes for values in (1);
