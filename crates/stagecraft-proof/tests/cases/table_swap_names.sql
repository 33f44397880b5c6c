-- exact
alter table app.log rename to log_tmp;
alter table app.scratch rename to log;
alter table app.log_tmp rename to scratch;
