-- equivalent
alter table app.lines drop constraint lines_order_id_fkey;
alter table app.orders drop column id cascade;
