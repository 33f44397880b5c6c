alter publication changes set table public.shops (id, name) where (id > 0);
