-- W12, mended.
create policy add on public.parts for insert to authenticated
  with check (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()) and exists (select from public.docs d where d.id = parts.doc_id and d.tenant_id = parts.tenant_id));
