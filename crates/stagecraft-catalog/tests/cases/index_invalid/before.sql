create table public.t (n int);
insert into public.t values (1), (1);
create index t_n on public.t (n);
