-- pg-delta: transaction=false
create table d_a (id int);
create index concurrently d_i on d_a (id);
