-- exact
truncate app.lines;
truncate app.events;
