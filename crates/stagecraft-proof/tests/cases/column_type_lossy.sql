-- equivalent
alter table app.orders drop column net;
drop materialized view app.shop_totals;
drop view app.open_orders cascade;
alter table app.orders alter column total type numeric(12, 1) using round(total, 1);
