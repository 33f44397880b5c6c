create table nfs_a (id int);
create table nfs_b (id int)