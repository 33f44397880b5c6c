create table p_a (id int check (id > (1 + (2))), t text default ');(');
create rule p_r as on insert to p_a do also (select 1; select 2);
select (((1)));
