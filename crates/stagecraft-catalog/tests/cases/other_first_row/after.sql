insert into pg_catalog.pg_future values (20001, 'new', 2200);
