alter table public.shops add constraint one_name unique (name) with (fillfactor = 50);
