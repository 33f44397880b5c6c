-- P26, mended.
create policy read on public.posts for select to authenticated using (tenant_id in (select private.my_tenants()) and not archived);
