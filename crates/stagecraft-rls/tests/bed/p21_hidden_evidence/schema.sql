-- P21: what the hole and its twin have in common.
alter policy read on public.docs using (tenant_id in (select m.tenant_id from private.members m where m.user_id = (select auth.uid())));
