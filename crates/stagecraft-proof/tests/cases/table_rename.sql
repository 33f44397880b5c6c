-- exact
alter table app.orders rename to purchases;
alter table app.shops set schema public;
alter schema app rename to core;
