-- P02, the hole: the subquery compares its own column with itself
alter policy read on public.docs using (exists (select from private.members m where m.tenant_id = m.tenant_id and m.user_id = (select auth.uid())));
