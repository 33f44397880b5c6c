create table public.shops (id bigint primary key, code bigint unique);
create table public.notes (shop bigint constraint shop references public.shops);
