-- exact
create type app.level as enum ('low', 'high');
create table app.readings (id int, at date, level app.level not null default 'low', before app.level)
    partition by range (at);
create table app.readings_old partition of app.readings for values from ('2025-01-01') to ('2026-01-01');
create table app.readings_new partition of app.readings for values from ('2026-01-01') to ('2027-01-01');
create table app.parents (id int primary key, level app.level not null);
create table app.children (primary key (id)) inherits (app.parents);
create table app.words (level app.level, word text);
insert into app.readings values (1, '2025-05-05', 'low', null), (2, '2026-05-05', 'high', 'low');
insert into app.parents values (1, 'low'), (2, 'high');
insert into app.children values (1, 'high'), (3, 'low');
insert into app.words values ('low', 'a'), ('low', 'a'), ('high', null), (null, 'b');
-- migration:
alter type app.level rename to level_old;
create type app.level as enum ('none', 'low', 'high');
alter table app.readings alter column level drop default;
alter table app.readings
    alter column level type app.level using level::text::app.level,
    alter column before type app.level using before::text::app.level;
alter table app.readings alter column level set default 'none';
alter table app.parents alter column level type app.level using level::text::app.level;
alter table app.words alter column level type app.level using level::text::app.level;
drop type app.level_old;
update app.readings set level = 'none', before = 'none' where id = 2;
insert into app.readings values (3, '2026-06-06', 'none', 'none'), (4, '2025-06-06', default, null);
update app.children set level = 'none' where id = 1;
update only app.parents set level = 'none' where id = 2;
insert into app.children values (4, 'none');
update app.words set level = 'none' where word = 'a';
insert into app.words values ('none', 'c');
