-- Triggers behind constraints, where they do not fire as they were made to.
select
    min(t.oid) as oid,
    0 as part,
    c.nspname as schema,
    c.relname as relation,
    k.conname as name,
    (
        select json_build_object('schema', n.nspname, 'name', o.relname)
        from pg_catalog.pg_class as o
        join pg_catalog.pg_namespace as n on n.oid = o.relnamespace
        where o.oid = k.conrelid and o.oid <> c.oid
    ) as of,
    max(t.tgenabled::text) as enabled
from pg_catalog.pg_trigger as t
join relation as c on c.oid = t.tgrelid
join pg_catalog.pg_constraint as k on k.oid = t.tgconstraint
where t.tgisinternal and t.tgenabled <> 'O'
group by k.oid, k.conname, k.conrelid, c.oid, c.nspname, c.relname
