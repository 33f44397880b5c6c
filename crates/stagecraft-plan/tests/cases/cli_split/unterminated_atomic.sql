create function ua() returns int begin atomic select 1;
select 2;
