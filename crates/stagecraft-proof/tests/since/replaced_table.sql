-- A table that gave way to another of its name, written to since.
alter table app.lines rename to lines_old;
create table app.lines (order_id integer not null references app.orders, number smallint not null, sku text not null, primary key (order_id, number));
insert into app.lines select order_id, number, upper(sku) from app.lines_old;
drop table app.lines_old;
-- since:
insert into app.lines values (3, 1, 'since');
update app.lines set sku = 'changed since' where order_id = 1 and number = 1;
delete from app.lines where order_id = 4;
