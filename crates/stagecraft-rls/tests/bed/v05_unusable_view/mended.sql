-- V05, mended.
create view public.titles with (security_invoker = true) as select s.id, s.tenant_id from private.stats s;
grant select on public.titles to authenticated;
grant select on private.stats to authenticated;
