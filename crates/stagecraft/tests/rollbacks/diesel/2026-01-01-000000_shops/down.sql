drop table tills;
