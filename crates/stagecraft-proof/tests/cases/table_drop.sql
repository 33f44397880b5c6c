-- exact
drop table app.lines;
