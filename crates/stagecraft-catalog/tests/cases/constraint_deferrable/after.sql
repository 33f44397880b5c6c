alter table public.notes alter constraint notes_shop_fkey deferrable initially deferred;
