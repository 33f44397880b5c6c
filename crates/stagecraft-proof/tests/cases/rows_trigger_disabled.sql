-- exact
alter table app.members disable trigger user;
update app.members set role = 'manager';
alter table app.members enable trigger user;
