create table public.notes (id int, n int) partition by list (id);
create table public.notes_one partition of public.notes for values in (1);
create index on public.notes (n);
