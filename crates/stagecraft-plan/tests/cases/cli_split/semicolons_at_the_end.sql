select 1;;;;
select $$a;$$;;
select 'b;'