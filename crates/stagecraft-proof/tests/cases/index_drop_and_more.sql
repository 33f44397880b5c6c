-- exact
drop index app.orders_state;
alter table app.orders add column more int;
