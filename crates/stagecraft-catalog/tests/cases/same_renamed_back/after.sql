alter table public.shops rename to stores;
alter table public.stores rename to shops;
