-- exact
truncate app.shops restart identity cascade;
