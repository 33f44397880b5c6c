alter table public.shops drop constraint positive;
alter table public.shops add constraint positive check (price >= 0);
