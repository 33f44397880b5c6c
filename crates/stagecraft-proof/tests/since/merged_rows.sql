-- Rows merged into others, which changed since.
update app.orders set shop_id = 1 where shop_id = 2;
delete from app.shops where id = 2;
-- since:
insert into app.orders (shop_id, total) values (1, 8);
update app.orders set total = 9 where id = 3;
