alter table public.shops alter column id drop not null;
