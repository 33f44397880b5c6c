-- exact
drop view app.open_totals;
drop view app.open_orders;
create view app.open_orders as select id, shop_id from app.orders where state = 'open';
