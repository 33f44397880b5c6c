-- P04, mended.
create policy read_anon on public.docs for select to anon, authenticated using ((select auth.uid()) is not null and tenant_id in (select private.my_tenants()));
