alter table public.shops alter constraint filled inherit;
