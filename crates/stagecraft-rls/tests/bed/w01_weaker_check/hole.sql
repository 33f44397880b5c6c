-- W01, the hole: WITH CHECK lets through what USING does not: a row is pushed into another tenant
alter policy change on public.docs with check (owner_id = (select auth.uid()));
