-- exact
drop view app.open_orders cascade;
alter table app.shops alter column name type text using upper(name);
