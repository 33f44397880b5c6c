create table shops (id bigint primary key, name text not null, phone text);
create index shops_name on shops (name);
