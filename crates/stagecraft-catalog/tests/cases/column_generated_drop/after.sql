alter table public.shops alter column twice drop expression;
