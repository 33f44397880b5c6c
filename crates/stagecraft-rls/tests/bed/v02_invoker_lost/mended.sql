-- V02, mended.
create or replace view public.titles with (security_invoker = true) as select id, tenant_id, title from public.docs;
