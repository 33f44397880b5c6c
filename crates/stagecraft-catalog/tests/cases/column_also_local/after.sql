drop table public.child;
create table public.child (n int) inherits (public.a);
