alter table public.both no inherit public.a;
