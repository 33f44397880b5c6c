create table public.a (n int);
create table public.child () inherits (public.a);
