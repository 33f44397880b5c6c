-- since 18
create table public.shops (id bigint primary key, parent bigint constraint parent references public.shops);
