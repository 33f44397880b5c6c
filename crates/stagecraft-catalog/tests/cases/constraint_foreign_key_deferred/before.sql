create table public.shops (id bigint primary key);
create table public.notes (shop bigint constraint shop references public.shops deferrable);
