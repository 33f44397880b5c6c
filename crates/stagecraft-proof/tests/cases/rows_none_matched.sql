-- exact
update app.shops set name = 'x' where slug = 'nobody';
