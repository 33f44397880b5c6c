-- P22, the hole: the policy of a table asks the table itself
create policy read on public.crews for select to authenticated using (tenant_id in (select c.tenant_id from public.crews c where c.owner_id = (select auth.uid())));
