drop trigger touch on public.shops;
create trigger touch before insert or update of name on public.shops for each row when (new.name is not null) execute function public.touch();
