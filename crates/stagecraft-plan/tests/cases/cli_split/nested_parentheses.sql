create table np_a (id int);
create rule np_r as on update to np_a do also (select (1); select (2));
select 1;
