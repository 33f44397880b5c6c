-- statement by statement
set allow_in_place_tablespaces = on;
create tablespace indexes location '';
create table public.shops (id bigint constraint key primary key, n int);
create index n on public.shops (n);
