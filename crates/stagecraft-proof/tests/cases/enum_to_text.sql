-- exact
create type app.level as enum ('low', 'high');
create table app.exams (id int primary key, level app.level not null default 'low', other app.level);
insert into app.exams values (1, 'low', 'high'), (2, 'high', null);
-- migration:
alter table app.exams alter column level drop default;
alter table app.exams alter column level type text, alter column other type text;
alter table app.exams alter column level set default 'none';
drop type app.level;
update app.exams set level = 'none' where id = 1;
insert into app.exams values (3, default, 'none');
