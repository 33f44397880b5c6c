-- windows
create table t (
  id int
);
select 1;
