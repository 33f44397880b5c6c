alter table shops drop name;
