alter table public.events detach partition public.e;
alter table public.events attach partition public.e for values from ('2026-01-01+00') to ('2028-01-01+00');
