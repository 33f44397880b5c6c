-- A type that holds less, and values that are its own since.
drop materialized view app.shop_totals;
drop view app.open_orders cascade;
alter table app.orders drop column net;
alter table app.orders alter column total type numeric(12, 1);
-- since:
update app.orders set total = 77.7 where id = 1;
update app.orders set code = 'since' where id = 2;
insert into app.orders (shop_id, total) values (1, 3.3);
