-- exact
create type app.level as enum ('low', 'high');
create domain app.grade as app.level check (value is not null);
create type app.mark as (level app.level, note text);
create table app.exams (id int primary key, grade app.grade, mark app.mark, levels app.level[]);
insert into app.exams values (1, 'low', row('high', 'a'), '{low,high}'), (2, 'high', null, '{}');
-- migration:
alter table app.exams alter column grade type text, alter column mark type text, alter column levels type text[];
drop type app.mark;
drop domain app.grade;
drop type app.level;
create type app.level as enum ('low', 'mid', 'high');
create domain app.grade as app.level check (value is not null);
create type app.mark as (level app.level, note text);
alter table app.exams
    alter column grade type app.grade using grade::app.grade,
    alter column mark type app.mark using mark::app.mark,
    alter column levels type app.level[] using levels::app.level[];
