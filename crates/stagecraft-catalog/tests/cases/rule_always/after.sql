alter table public.notes enable always rule keep;
