-- exact
create type app.level as enum ('low', 'high');
create domain app.grade as app.level check (value is not null);
create type app.mark as (level app.level, note text);
create table app.exams (id int primary key, levels app.level[] not null, grade app.grade, mark app.mark);
insert into app.exams values (1, '{low,high}', 'low', row('high', 'a')), (2, '{}', 'high', null);
-- migration:
drop table app.exams;
drop type app.mark;
drop domain app.grade;
drop type app.level;
create type app.level as enum ('low', 'mid', 'high');
create domain app.grade as app.level check (value is not null);
create type app.mark as (level app.level, note text);
create table app.exams (id int primary key, levels app.level[] not null, grade app.grade, mark app.mark);
insert into app.exams values (1, '{mid}', 'mid', row('mid', 'a'));
