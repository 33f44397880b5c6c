-- P16, the hole: claims that an earlier transaction left behind are empty text and no JSON
alter policy read on public.docs using (tenant_id in (select m.tenant_id from private.members m where m.user_id = ((select current_setting('request.jwt.claims', true))::jsonb ->> 'sub')::uuid));
