create table public.notes_one partition of public.notes for values in (1) partition by range (at);
create table public.notes_one_old partition of public.notes_one for values from (minvalue) to ('2026-01-01');
