-- What the query of every kind stands behind: the schemas that count, without
-- those like a pattern of $1, and the relations and types in them that no
-- extension owns. A line `-- only: x` becomes `and x = any ($2)` where only
-- some objects are read.
with
namespace as not materialized (
    select n.*
    from pg_catalog.pg_namespace as n
    where n.nspname !~ '^pg_'
        and n.nspname <> 'information_schema'
        and not n.nspname like any ($1)
),
relation as not materialized (
    select c.*, n.nspname
    from pg_catalog.pg_class as c
    join namespace as n on n.oid = c.relnamespace
    where not exists (
        select from pg_catalog.pg_depend as d
        where d.classid = 'pg_catalog.pg_class'::regclass
            and d.objid = c.oid and d.deptype = 'e'
    )
    -- only: c.oid
),
type as not materialized (
    select t.*, n.nspname
    from pg_catalog.pg_type as t
    join namespace as n on n.oid = t.typnamespace
    where not exists (
        select from pg_catalog.pg_depend as d
        where d.classid = 'pg_catalog.pg_type'::regclass
            and d.objid = t.oid and d.deptype = 'e'
    )
    -- only: t.oid
)
