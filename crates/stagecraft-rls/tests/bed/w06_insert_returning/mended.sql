-- W06, mended.
alter policy read on public.docs using (private.can_read(id) or tenant_id in (select private.my_tenants()));
