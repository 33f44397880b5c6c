alter table public.notes_one alter column id set default 2;
