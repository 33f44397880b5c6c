drop trigger touch on public.notes;
create constraint trigger touch after insert on public.notes from public.notes deferrable initially deferred for each row when (new.id > 0) execute function public.touch();
