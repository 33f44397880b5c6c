;;;
create table es_a (id int);;;
;
create table es_b (id int); ;
