drop table public.low;
drop table public.highest;
