create table public.notes (id int) partition by list (id);
create table public.notes_one partition of public.notes for values in (1);
create function public.touch() returns trigger language plpgsql as 'begin return new; end';
