alter table public.child no inherit public.shops;
