-- R06, mended.
create policy clerks on public.docs for select to bed_clerk using (tenant_id in (select private.my_tenants()));
