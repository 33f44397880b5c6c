create table members (id int);
