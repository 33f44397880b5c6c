create table public.shops (id bigint not null unique, code bigint not null unique);
alter table public.shops replica identity using index shops_id_key;
