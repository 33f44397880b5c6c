select 1;
/* open;
select 2;
