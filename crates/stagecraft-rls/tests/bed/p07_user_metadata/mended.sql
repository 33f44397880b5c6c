-- P07, mended.
alter policy read on public.docs using (tenant_id in (select private.my_tenants()) and (select auth.jwt()) -> 'app_metadata' ->> 'role' is distinct from 'banned');
