-- H02, the hole: no tenant has rows: nothing would be seen to leak
select 1;
