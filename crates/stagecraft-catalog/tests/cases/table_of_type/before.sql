create type public.pair as (a int, b int);
create table public.t (a int, b int);
