savepoint s;
select 1;
release s;
