-- W10: rows beside those of every case.
insert into public.profiles (id) select user_id from private.members;
