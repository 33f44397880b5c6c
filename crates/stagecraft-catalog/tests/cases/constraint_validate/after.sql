alter table public.shops validate constraint positive;
