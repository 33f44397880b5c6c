-- exact
alter table app.log disable trigger guard;
alter table app.log drop column detail;
alter table app.log enable trigger guard;
