drop trigger touch on public.notes;
create trigger touch after update on public.notes for each row execute function public.touch('b', 'c');
