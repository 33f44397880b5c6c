alter table public.pairs add primary key (a);
alter table public.pairs alter column b set default 3;
