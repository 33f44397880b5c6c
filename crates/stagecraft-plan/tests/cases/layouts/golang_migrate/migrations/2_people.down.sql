begin;
drop table members;
commit;
