create constraint trigger late after insert on public.shops deferrable initially deferred for each row execute function public.touch();
