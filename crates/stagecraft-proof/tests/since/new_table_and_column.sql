-- What is new goes, with what was written to it.
create table app.extra (id int primary key, what text);
alter table app.shops add column flag boolean default false;
-- since:
insert into app.extra values (1, 'since');
update app.shops set flag = true where id = 1;
insert into app.shops (name, slug, flag) values ('since', 'since', true);
