create table public.shops (id bigint);
create sequence public.numbers owned by public.shops.id;
