begin;
create table members (id int);
commit;
