create table t (x int);
create index concurrently i on t (x);
lock table t;
