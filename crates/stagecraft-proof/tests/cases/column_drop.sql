-- exact
alter table app.shops drop column notes;
