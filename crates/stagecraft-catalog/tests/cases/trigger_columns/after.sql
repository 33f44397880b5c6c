drop trigger touch on public.notes;
create trigger touch after update of n on public.notes for each row execute function public.touch();
