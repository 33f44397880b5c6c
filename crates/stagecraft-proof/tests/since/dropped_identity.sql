-- A key that numbers itself, and rows without a number since.
alter table app.orders drop column shop_id cascade;
alter table app.members drop constraint members_shop_id_fkey;
drop policy own on app.shops;
alter table app.shops drop column id cascade;
-- since:
insert into app.shops (name, slug) values ('since 1', 'since-1'), ('since 2', 'since-2');
