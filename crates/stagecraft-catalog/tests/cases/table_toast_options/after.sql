alter table public.shops set (toast.autovacuum_enabled = false);
