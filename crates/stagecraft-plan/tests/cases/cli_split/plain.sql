create table plain_a (id int);
create table plain_b (id int);
