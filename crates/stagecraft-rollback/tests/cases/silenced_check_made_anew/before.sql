create table public.shops (id bigint primary key);
create table public.notes (id bigint primary key, shop bigint constraint shop references public.shops);
alter table public.notes disable trigger all;
alter table public.shops disable trigger all;
