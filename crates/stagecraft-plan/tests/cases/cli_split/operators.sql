select 1-1, 2/1, 3 - -1, 4 /1;
select 5 --6;
 ;
select 7 /-- 8;
 1;
