create table public.notes (id int, n int) partition by list (id);
create table public.notes_one partition of public.notes for values in (1);
create index whole on only public.notes (n);
create index part on public.notes_one (n);
