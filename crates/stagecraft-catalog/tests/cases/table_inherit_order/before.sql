create table public.a (n int);
create table public.b (m int);
create table public.both (n int, m int) inherits (public.a, public.b);
