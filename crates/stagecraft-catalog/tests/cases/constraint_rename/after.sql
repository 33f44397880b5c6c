alter table public.shops rename constraint positive to above_zero;
