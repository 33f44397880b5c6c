create table shops (id int);
