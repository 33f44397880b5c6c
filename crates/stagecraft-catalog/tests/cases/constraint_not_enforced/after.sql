alter table public.shops alter constraint parent not enforced;
