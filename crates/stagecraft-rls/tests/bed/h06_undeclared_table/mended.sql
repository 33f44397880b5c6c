-- H06, mended.
select 1;
