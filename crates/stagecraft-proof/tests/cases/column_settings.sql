-- exact
alter table app.shops alter column notes set storage external;
alter table app.shops alter column notes set statistics 500;
alter table app.shops alter column tags set (n_distinct = 10);
alter table app.shops alter column name set compression pglz;
