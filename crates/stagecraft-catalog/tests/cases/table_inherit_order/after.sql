alter table public.both no inherit public.a;
alter table public.both inherit public.a;
