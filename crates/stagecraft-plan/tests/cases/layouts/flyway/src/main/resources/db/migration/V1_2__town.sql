alter table shops add town text;
