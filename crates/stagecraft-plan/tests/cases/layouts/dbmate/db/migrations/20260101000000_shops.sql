-- Shops, and none.
-- migrate:up
create table shops (id int);

-- migrate:down
drop table shops;
