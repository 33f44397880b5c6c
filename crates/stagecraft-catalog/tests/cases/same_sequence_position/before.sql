create sequence public.numbers;
create table public.shops (id bigint generated always as identity);
