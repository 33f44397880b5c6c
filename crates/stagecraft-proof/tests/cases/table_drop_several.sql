-- exact
drop table app.lines, app.log, app.scratch;
