create table public.shops (id bigint);
-- No provider is at hand, so the label is put where one would put it.
insert into pg_catalog.pg_seclabel (objoid, classoid, objsubid, provider, label)
values ('public.shops'::regclass, 'pg_class'::regclass, 0, 'dummy', 'secret');
