-- exact
update app.orders set shop_id = 1 where shop_id = 2;
delete from app.shops where id = 2;
