-- Rows of the migration, written to and referred to since.
insert into app.shops (name, slug) values ('by the migration 1', 'm1'), ('by the migration 2', 'm2'), ('by the migration 3', 'm3');
-- since:
update app.shops set notes = 'written since' where slug = 'm1';
insert into app.orders (shop_id, total) select id, 9 from app.shops where slug = 'm2';
insert into app.shops (name, slug) values ('since', 'since');
