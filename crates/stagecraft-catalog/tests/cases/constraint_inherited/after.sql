alter table public.a add constraint positive check (n > 0);
