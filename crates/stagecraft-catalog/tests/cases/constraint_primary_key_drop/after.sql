alter table public.shops drop constraint shops_pkey;
alter table public.shops alter column id drop not null;
