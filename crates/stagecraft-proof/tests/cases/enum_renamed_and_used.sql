-- exact
alter type app.state rename value 'closed' to 'done';
update app.orders set state = 'done' where state = 'draft';
