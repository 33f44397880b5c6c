-- W07, the hole: the key is everybody's and the UPDATE policy too wide: an upsert takes a hidden row
alter policy change on public.docs using (true) with check (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
