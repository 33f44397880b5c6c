-- Sequences that began anew and went on.
truncate app.orders restart identity cascade;
-- since:
insert into app.orders (shop_id, total, code) values (1, 100, 'since');
