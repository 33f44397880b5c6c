create type public.pair as (a int, b int);
create table public.pairs of public.pair (a with options default 1);
