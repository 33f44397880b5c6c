create table public.notes (id int) partition by hash (id);
create table public.notes_one partition of public.notes for values with (modulus 2, remainder 0);
