create or replace function f(x int) returns int
language sql
begin atomic
  select case when x > 0 then case x when 1 then 2 end else 3 end;
  select 2;
end;
create procedure p() begin atomic end;
create function begin_atomic() returns int language sql as 'select 1';
select 1 as begin, 2 as atomic;
