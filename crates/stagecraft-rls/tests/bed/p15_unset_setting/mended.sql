-- P15, mended.
alter policy read on public.docs using (tenant_id in (select private.my_tenants()) and coalesce((select current_setting('app.region', true)), 'eu') = 'eu');
