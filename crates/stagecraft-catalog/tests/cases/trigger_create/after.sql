create trigger touch before update on public.shops for each row execute function public.touch();
