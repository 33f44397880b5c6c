alter table public.notes_one disable trigger touch;
