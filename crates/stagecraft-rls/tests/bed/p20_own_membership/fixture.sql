-- P20: rows beside those of every case.
insert into public.team_members select tenant_id, user_id from private.members;
insert into public.plans select gen_random_uuid(), id from private.tenants;
