-- S12, the hole: a materialized view of everybody's rows is granted
grant select on public.counts to authenticated;
