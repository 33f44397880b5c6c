-- S12: what the hole and its twin have in common.
create materialized view public.counts as select tenant_id, count(*) as docs from public.docs group by tenant_id;
