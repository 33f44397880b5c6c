-- exact
drop table app.shops cascade;
