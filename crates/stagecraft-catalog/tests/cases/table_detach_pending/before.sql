create table public.notes (id int, at date) partition by range (at);
create table public.notes_old partition of public.notes for values from (minvalue) to ('2026-01-01');
