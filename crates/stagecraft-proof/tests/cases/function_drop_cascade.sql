-- exact
drop function app.is_open(app.state) cascade;
drop function app.touch() cascade;
