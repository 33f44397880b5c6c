-- exact
delete from app.scratch where id = 1;
insert into app.scratch values (7, 7);
alter table app.log disable trigger guard;
update app.log set what = 'b' where what = 'a';
alter table app.log enable trigger guard;
