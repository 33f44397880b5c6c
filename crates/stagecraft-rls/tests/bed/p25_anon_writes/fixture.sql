-- P25: rows beside those of every case.
insert into public.leads (id, tenant_id, owner_id)
select gen_random_uuid(), tenant_id, user_id from private.members;
