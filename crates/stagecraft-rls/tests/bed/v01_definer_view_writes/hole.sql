-- V01, the hole: rows are deleted through a view by its owner's rights
create view public.titles as select id, tenant_id, title from public.docs;
grant delete on public.titles to authenticated;
