-- exact
alter table app.lines drop constraint lines_quantity_check;
alter table app.orders drop constraint orders_code_key;
alter table app.orders add constraint positive check (total > -100) not valid;
alter table app.members drop constraint members_shop_id_fkey;
alter table app.lines drop constraint lines_pkey;
