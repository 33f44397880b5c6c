create table public.shops (id bigint constraint key primary key);
