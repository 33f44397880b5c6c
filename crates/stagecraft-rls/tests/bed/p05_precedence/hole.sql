-- P05, the hole: AND binds before OR: the tenant is asked for one alternative alone
alter policy change on public.docs using (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()) or title = 'doc') with check (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()) or title = 'doc');
