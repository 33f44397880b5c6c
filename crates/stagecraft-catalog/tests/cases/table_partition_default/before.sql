create table public.notes (id int) partition by list (id);
create table public.notes_rest (id int);
