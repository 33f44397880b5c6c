-- S10: rows beside those of every case.
insert into public.events select tenant_id, '2026-02-03' from private.members;
