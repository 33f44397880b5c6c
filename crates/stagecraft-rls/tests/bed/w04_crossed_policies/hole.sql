-- W04, the hole: USING of one policy with WITH CHECK of another takes a row out of its tenant
create policy change_own on public.sheets for update to authenticated using (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants())) with check (owner_id = (select auth.uid()));
