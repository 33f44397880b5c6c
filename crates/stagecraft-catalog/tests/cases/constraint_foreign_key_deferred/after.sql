alter table public.notes alter constraint shop deferrable initially deferred;
