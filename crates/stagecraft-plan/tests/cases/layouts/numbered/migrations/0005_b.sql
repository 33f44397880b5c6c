select 55;
