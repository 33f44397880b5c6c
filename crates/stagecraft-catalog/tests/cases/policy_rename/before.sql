create table public.notes (id int);
create policy p on public.notes;
