-- P26: rows beside those of every case.
insert into public.posts select gen_random_uuid(), t.id, a from private.tenants t, (values (true), (false)) as v (a);
