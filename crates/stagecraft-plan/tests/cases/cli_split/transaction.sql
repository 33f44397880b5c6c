begin;
create table t_a (id int);
commit;
