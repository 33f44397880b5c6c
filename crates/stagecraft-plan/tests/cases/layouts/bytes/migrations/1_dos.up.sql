create table a (
  id int
);
select nonsense from;
