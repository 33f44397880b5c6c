-- P25, mended.
create policy add on public.leads for insert to authenticated with check (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
