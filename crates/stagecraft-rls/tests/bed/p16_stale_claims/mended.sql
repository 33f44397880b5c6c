-- P16, mended.
alter policy read on public.docs using (tenant_id in (select m.tenant_id from private.members m where m.user_id = ((select nullif(current_setting('request.jwt.claims', true), ''))::jsonb ->> 'sub')::uuid));
