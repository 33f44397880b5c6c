select 1;
/* open /* x */
select 2;
