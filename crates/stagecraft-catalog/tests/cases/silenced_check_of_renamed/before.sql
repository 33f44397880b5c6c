create table public.shops (id bigint primary key);
create table public.notes (id bigint primary key, shop bigint references public.shops);
alter table public.shops disable trigger all;
