alter table shops add name text;
