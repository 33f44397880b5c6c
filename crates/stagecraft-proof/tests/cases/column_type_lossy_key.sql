-- exact
create table app.parts (code text primary key, label text not null unique);
insert into app.parts values ('001', 'one'), ('02', 'two');
-- migration:
alter table app.parts alter column code type integer using code::integer;
