-- migrate:up
create table shops (id bigint generated always as identity primary key, name text);

-- migrate:down
drop table shops;
