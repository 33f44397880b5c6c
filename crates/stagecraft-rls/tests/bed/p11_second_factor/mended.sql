-- P11, mended.
create policy own on public.salaries for select to authenticated using (owner_id = (select auth.uid()) and (select auth.jwt()) ->> 'aal' = 'aal2');
