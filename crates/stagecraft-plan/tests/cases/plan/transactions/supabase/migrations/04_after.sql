begin;
select 1;
commit;
select 2;
select 3;
