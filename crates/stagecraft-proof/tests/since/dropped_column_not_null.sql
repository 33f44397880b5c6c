-- A column that may not be null, and a row that has never had it.
drop view app.open_orders cascade;
alter table app.shops drop column name;
-- since:
insert into app.shops (slug) values ('since');
update app.shops set notes = 'written since' where id = 2;
