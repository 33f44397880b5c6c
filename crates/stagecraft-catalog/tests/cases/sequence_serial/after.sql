drop table public.t;
create table public.t (n serial);
