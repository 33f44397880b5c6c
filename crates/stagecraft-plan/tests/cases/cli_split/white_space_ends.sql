  create table wse_a (id int) ;​
select 1　;
