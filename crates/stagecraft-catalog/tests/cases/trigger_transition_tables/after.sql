drop trigger touch on public.notes;
create trigger touch after update on public.notes referencing old table as old_notes new table as new_notes for each statement execute function public.touch();
