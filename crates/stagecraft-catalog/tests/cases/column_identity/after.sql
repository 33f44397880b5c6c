alter table public.shops alter column id add generated always as identity;
