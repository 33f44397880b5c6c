-- V01, the hole: the view reads by its owner's rights
create view public.titles as select id, tenant_id, title from public.docs;
grant select on public.titles to authenticated;
