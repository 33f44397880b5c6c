create table public.a (n int constraint positive check (n > 0));
create table public.child () inherits (public.a);
