-- exact
alter table app.shops drop column notes;
alter table app.shops add column notes text default 'new';
