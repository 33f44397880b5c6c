alter table public.shops set (fillfactor = 70, autovacuum_enabled = false);
