create table shops (id bigint primary key);
create index on shops (id);
