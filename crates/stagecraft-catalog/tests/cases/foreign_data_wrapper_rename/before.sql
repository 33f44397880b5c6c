create foreign data wrapper far;
create server north foreign data wrapper far;
