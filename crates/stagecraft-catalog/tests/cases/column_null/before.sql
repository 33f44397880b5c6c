create table public.shops (id bigint not null);
