alter table shops alter column name type text;
