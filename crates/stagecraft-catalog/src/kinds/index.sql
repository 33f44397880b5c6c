-- Indexes of tables and materialized views, those of constraints included.
select
    ic.oid,
    0 as part,
    c.nspname as schema,
    ic.relname as name,
    c.relname as table,
    -- A constraint's definition says it all, and costs nothing twice.
    case when con.oid is null then pg_catalog.pg_get_indexdef(ic.oid) end as definition,
    con.conname as constraint,
    case when con.oid is not null then ic.reloptions end as options,
    i.indisunique as unique,
    i.indisvalid and i.indisready as valid,
    i.indisclustered as clustered,
    i.indisreplident as replica_identity,
    ts.spcname as tablespace,
    case
        when p.oid is not null
            then json_build_object('schema', pn.nspname, 'name', p.relname)
    end as partition_of,
    case
        when i.indexprs is not null
            then (
                select json_object_agg(a.attnum, a.attstattarget order by a.attnum)
                from pg_catalog.pg_attribute as a
                where a.attrelid = ic.oid and a.attstattarget >= 0
            )
    end as statistics,
    d.description as comment
from relation as c
join pg_catalog.pg_index as i on i.indrelid = c.oid
join pg_catalog.pg_class as ic on ic.oid = i.indexrelid
-- `offset 0` keeps the planner from looking constraints up one by one.
left join (
    select con.oid, con.conname, con.conindid
    from pg_catalog.pg_constraint as con
    where con.contype in ('p', 'u', 'x')
    offset 0
) as con on con.conindid = ic.oid
left join pg_catalog.pg_tablespace as ts on ts.oid = ic.reltablespace
left join pg_catalog.pg_inherits as inh on ic.relispartition and inh.inhrelid = ic.oid
left join pg_catalog.pg_class as p on p.oid = inh.inhparent
left join pg_catalog.pg_namespace as pn on pn.oid = p.relnamespace
left join pg_catalog.pg_description as d
    on d.objoid = ic.oid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = 0
where c.relkind in ('r', 'p', 'm')
