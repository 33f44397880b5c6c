create table public.shops (id bigint primary key);
create table public.notes (id bigint, shop bigint references public.shops) partition by list (id);
create table public.one partition of public.notes for values in (1);
create table public.two partition of public.notes for values in (2);
