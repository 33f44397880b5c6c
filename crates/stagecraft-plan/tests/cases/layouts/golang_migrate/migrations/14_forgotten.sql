select 14;
