alter table shops add column phone text;
