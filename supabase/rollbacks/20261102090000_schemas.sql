-- Takes 20261102090000_schemas back.
drop schema partitions;
drop schema ops;
drop schema private;
