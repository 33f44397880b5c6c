create function ba_a() returns int begin atomic select 1; select 2; end;
create function ba_b(x int) returns int begin atomic select case when x > 1 then 1 else 2 end; select case x when 1 then 2 end as "end"; end;
create procedure ba_c() begin atomic end;
select 1;
