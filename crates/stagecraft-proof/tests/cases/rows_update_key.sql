-- exact
update app.lines set number = number + 10;
