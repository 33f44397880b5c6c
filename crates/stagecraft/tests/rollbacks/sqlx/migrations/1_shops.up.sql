create table shops (id bigint primary key, name varchar(80));
