-- exact
alter table app.lines rename to lines_old;
create table app.lines (order_id integer not null references app.orders, number smallint not null, sku text not null, primary key (order_id, number));
insert into app.lines select order_id, number, upper(sku) from app.lines_old where quantity < 3;
drop table app.lines_old;
