-- V01, mended.
create view public.titles with (security_invoker = true) as select id, tenant_id, title from public.docs;
grant select on public.titles to authenticated;
