-- since 18
create table public.shops (id bigint, twice bigint generated always as (id * 2) stored);
