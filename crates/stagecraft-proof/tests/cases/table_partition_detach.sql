-- exact
alter table app.events detach partition app.events_jan;
