create table public.a (n int);
create table public.b (m int);
create table public.c (k int);
create table public.all_of_them () inherits (public.a, public.b, public.c);
