-- Rows without a key, updated, and others like them since.
alter table app.log disable trigger user;
update app.log set what = 'b' where what = 'a';
alter table app.log enable trigger user;
-- since:
insert into app.log (what) values ('since'), ('b');
