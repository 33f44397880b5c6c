create trigger touch instead of insert on public.v for each row execute function public.touch();
