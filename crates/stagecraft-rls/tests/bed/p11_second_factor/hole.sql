-- P11, the hole: the second factor that the contract wants is not asked for
create policy own on public.salaries for select to authenticated using (owner_id = (select auth.uid()));
