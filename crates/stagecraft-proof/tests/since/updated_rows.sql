-- Rows that were updated, and updated again or deleted since.
update app.shops set name = upper(name), notes = 'set by the migration';
-- since:
insert into app.shops (name, slug) values ('since', 'since');
update app.shops set notes = 'written since' where id = 1;
update app.shops set slug = 'other-slug' where id = 2;
delete from app.shops where id = 3;
