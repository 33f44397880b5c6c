alter table shops alter column name type varchar(80);
