create table bom_a (id int);
create table bom_b (id int);
