create table public.shops (id bigint constraint positive check (id > 0));
