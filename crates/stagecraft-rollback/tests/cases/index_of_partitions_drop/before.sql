create table public.notes (id int primary key, n int) partition by range (id);
create table public.low partition of public.notes for values from (0) to (10);
create table public.high partition of public.notes for values from (10) to (20) partition by range (id);
create table public.highest partition of public.high for values from (15) to (20);
create index by_n on public.notes (n);
alter index public.low_n_idx rename to low_by_n;
alter index public.highest_n_idx set (fillfactor = 50);
