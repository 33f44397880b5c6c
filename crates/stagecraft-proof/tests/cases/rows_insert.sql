-- exact
insert into app.shops (name, slug) values ('New', 'new');
insert into app.orders (shop_id, total) select id, 1 from app.shops where slug = 'new';
