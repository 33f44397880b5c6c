delete from pg_catalog.pg_future where futname = 'gone';
update pg_catalog.pg_future set futvalid = false, futxid = '9', futoptions = '{a=1,b=2}' where futname = 'changed';
insert into pg_catalog.pg_future values (20003, 'new', 2200, true, '5', '{a=1}');
update pg_catalog.pg_future set futvalid = false where futname = 'built in';
