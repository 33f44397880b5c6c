-- P02, mended.
alter policy read on public.docs using (exists (select from private.members m where m.tenant_id = docs.tenant_id and m.user_id = (select auth.uid())));
