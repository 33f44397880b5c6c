-- A table that is dropped, and a row that its rows refer to gone since.
drop table app.lines;
-- since:
delete from app.orders where id = 2;
insert into app.orders (shop_id, total) values (1, 5);
