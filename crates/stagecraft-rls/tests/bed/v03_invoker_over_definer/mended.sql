-- V03, mended.
create view private.all_docs with (security_invoker = true) as select id, tenant_id, title from public.docs;
