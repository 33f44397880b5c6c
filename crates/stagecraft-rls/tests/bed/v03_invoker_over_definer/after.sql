-- V03: the view that is served, made after the one that it stands on.
grant select on private.all_docs to authenticated;
create view public.titles with (security_invoker = true) as select id, tenant_id, title from private.all_docs;
grant select on public.titles to authenticated;
