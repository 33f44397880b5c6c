-- A catalog as a later PostgreSQL might have one.
set local allow_system_table_mods = on;
create table pg_catalog.pg_future (oid oid primary key, futname name unique, futnamespace oid);
