-- A column that is dropped, and rows that come, change and go without it.
alter table app.shops drop column notes;
-- since:
insert into app.shops (name, slug) values ('since', 'since');
update app.shops set name = 'renamed since' where id = 1;
delete from app.shops where id = 3;
