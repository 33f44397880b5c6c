-- exact
alter table app.scratch rename to scratch_old;
create table app.scratch (id int, v float8) partition by list (id);
create table app.scratch_rest partition of app.scratch default;
insert into app.scratch select * from app.scratch_old;
drop table app.scratch_old;
