-- P15, the hole: a setting that nobody has set is read as though somebody had
alter policy read on public.docs using (tenant_id in (select private.my_tenants()) and current_setting('app.region') = 'eu');
