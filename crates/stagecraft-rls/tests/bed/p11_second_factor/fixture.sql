-- P11: rows beside those of every case.
insert into public.salaries (id, owner_id) select gen_random_uuid(), user_id from private.members;
