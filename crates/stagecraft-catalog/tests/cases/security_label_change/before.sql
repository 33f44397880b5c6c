create schema within;
-- No provider is at hand, so the label is put where one would put it.
insert into pg_catalog.pg_seclabel (objoid, classoid, objsubid, provider, label)
values ('within'::regnamespace, 'pg_namespace'::regclass, 0, 'dummy', 'secret');
