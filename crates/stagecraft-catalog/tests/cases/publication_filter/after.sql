alter publication changes set table public.notes where (id > 1);
