-- A label that nobody uses when it has to go.
alter type app.state add value 'archived';
-- since:
update app.orders set total = 1 where id = 1;
insert into app.orders (shop_id, total, state) values (1, 2, 'open');
