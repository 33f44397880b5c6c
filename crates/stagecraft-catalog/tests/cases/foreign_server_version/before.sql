create foreign data wrapper far;
create server north version '16' foreign data wrapper far;
