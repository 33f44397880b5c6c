-- exact
create view app.order_view as select o.id, o.state, o.total, s.name as shop from app.orders as o join app.shops as s on s.id = o.shop_id;
create table app.order_fast as select * from app.order_view;
alter table app.order_fast add primary key (id);
create view app.order_fast_view as select f.*, null::text as note from app.order_fast as f;
-- migration:
drop view app.order_fast_view;
drop table app.order_fast;
drop view app.order_view;
create view app.order_view as select o.id, o.state, o.total, o.placed_at, s.name as shop, s.slug from app.orders as o join app.shops as s on s.id = o.shop_id;
create table app.order_fast as select * from app.order_view;
alter table app.order_fast add primary key (id);
create view app.order_fast_view as select f.*, null::text as note from app.order_fast as f;
