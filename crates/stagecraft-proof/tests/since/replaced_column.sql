-- A column that gave way to another of its name, written to since.
alter table app.shops drop column notes;
alter table app.shops add column notes text default 'new';
-- since:
update app.shops set notes = 'written since' where id = 1;
insert into app.shops (name, slug, notes) values ('since', 'since', 'its own');
