-- exact
alter table app.lines alter column quantity type bigint;
