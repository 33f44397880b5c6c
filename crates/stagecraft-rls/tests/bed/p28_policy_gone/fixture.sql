-- P28: rows beside those of every case.
insert into public.alerts select gen_random_uuid(), t.id, n from private.tenants t, generate_series(1, 4) n;
