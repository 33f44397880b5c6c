-- P07, the hole: a claim that users write themselves makes an administrator
alter policy read on public.docs using (tenant_id in (select private.my_tenants()) or (select auth.jwt()) -> 'user_metadata' ->> 'role' = 'admin');
