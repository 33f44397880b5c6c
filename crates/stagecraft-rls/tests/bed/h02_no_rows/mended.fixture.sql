-- H02, mended.
insert into public.notes (id, tenant_id, owner_id)
select gen_random_uuid(), tenant_id, user_id from private.members;
