-- statement by statement
set allow_in_place_tablespaces = on;
create tablespace partitions location '';
create table public.shops (id bigint) partition by list (id);
