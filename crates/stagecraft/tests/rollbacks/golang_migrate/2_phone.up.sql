alter table shops drop column phone;
