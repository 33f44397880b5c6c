-- P06, mended.
create policy own on public.drafts for select using (owner_id = (select auth.uid()));
