alter table public.all_of_them no inherit public.b;
