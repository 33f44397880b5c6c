-- V03, the hole: a view of the caller's rights stands on one of its owner's
create view private.all_docs as select id, tenant_id, title from public.docs;
