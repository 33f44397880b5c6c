-- P14, mended.
create policy pilot on public.docs for select to authenticated using (tenant_id = any (array(select private.my_tenants())));
