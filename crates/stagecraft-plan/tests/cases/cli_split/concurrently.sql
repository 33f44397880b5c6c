create table ci_a (id int);
create index concurrently ci_i on ci_a (id);
create table ci_b (id int);
