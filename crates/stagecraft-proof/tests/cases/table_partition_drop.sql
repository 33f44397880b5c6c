-- exact
drop table app.events_jan;
