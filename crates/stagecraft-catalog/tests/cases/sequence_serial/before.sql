create table public.t (n int);
