-- statement by statement
set allow_in_place_tablespaces = on;
create tablespace table_space location '';
create table public.shops (id bigint);
