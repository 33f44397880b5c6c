alter table public.shops add constraint positive check (price > 0) no inherit;
