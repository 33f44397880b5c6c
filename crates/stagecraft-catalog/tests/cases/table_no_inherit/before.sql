create table public.a (n int);
create table public.b (m int);
create table public.both (k int) inherits (public.a, public.b);
