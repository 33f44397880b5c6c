-- H02, mended.
select 1;
