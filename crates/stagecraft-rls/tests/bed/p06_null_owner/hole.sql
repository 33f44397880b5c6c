-- P06, the hole: rows of nobody are those of who is not signed in
create policy own on public.drafts for select using (owner_id is not distinct from (select auth.uid()));
