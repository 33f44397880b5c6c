create table public.shops (id bigint default 3);
