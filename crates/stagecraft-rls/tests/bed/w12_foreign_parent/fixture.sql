-- W12: rows beside those of every case.
insert into public.parts select gen_random_uuid(), d.tenant_id, d.owner_id, d.id from public.docs d;
-- As the hole would make them.
insert into public.parts
select gen_random_uuid(), d.tenant_id, d.owner_id, (select o.id from public.docs o where o.tenant_id <> d.tenant_id order by o.id limit 1)
from public.docs d;
