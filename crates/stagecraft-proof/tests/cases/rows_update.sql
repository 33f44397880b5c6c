-- exact
update app.shops set name = upper(name), notes = coalesce(notes, 'none') where id < 3;
update app.members set role = 'manager';
