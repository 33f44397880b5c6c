-- P06: rows beside those of every case.
insert into public.drafts (id, owner_id) select gen_random_uuid(), user_id from private.members;
insert into public.drafts (id) values (gen_random_uuid());
