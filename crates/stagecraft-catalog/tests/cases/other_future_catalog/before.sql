-- A catalog as a later PostgreSQL might have one.
set local allow_system_table_mods = on;
create table pg_catalog.pg_future (
    oid oid primary key, futname name, futnamespace oid, futvalid bool, futxid xid, futoptions text[], unique (futnamespace, futname)
);
insert into pg_catalog.pg_future values
    (1, 'built in', 11, true, '3', null), (20001, 'gone', 2200, true, '3', null), (20002, 'changed', 2200, true, '4', '{a=1}');
