create table public.a (n int, m int);
create table public.child () inherits (public.a);
