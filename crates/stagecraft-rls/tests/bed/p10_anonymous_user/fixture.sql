-- P10: rows beside those of every case.
insert into public.ideas select gen_random_uuid(), user_id, 'idea' from private.members;
