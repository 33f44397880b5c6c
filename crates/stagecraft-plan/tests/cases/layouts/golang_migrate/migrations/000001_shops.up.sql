-- Shops.
create table shops (id int primary key);
insert into shops values (1);
