-- exact
drop table app.lines;
drop materialized view app.shop_totals;
drop view app.open_orders cascade;
drop table app.orders;
