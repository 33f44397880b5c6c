create trigger touch after insert on public.notes for each row execute function public.touch();
