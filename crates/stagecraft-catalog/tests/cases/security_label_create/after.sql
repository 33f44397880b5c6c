-- No provider is at hand, so the labels are put where one would put them.
insert into pg_catalog.pg_seclabel (objoid, classoid, objsubid, provider, label)
values
    ('public.shops'::regclass, 'pg_class'::regclass, 0, 'dummy', 'secret'),
    ('public.shops'::regclass, 'pg_class'::regclass, 2, 'dummy', 'top secret'),
    ('public.hstore'::regtype, 'pg_type'::regclass, 0, 'dummy', 'classified');
