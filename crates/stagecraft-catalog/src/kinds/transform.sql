-- Transforms that no extension owns.
select
    r.oid,
    0 as part,
    n.nspname as schema,
    t.typname as name,
    l.lanname as language,
    case when r.trffromsql <> 0 then r.trffromsql::pg_catalog.regprocedure::text end as from_sql,
    case when r.trftosql <> 0 then r.trftosql::pg_catalog.regprocedure::text end as to_sql,
    pg_catalog.obj_description(r.oid, 'pg_transform') as comment
from pg_catalog.pg_transform as r
join pg_catalog.pg_language as l on l.oid = r.trflang
join pg_catalog.pg_type as t on t.oid = r.trftype
join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
where n.nspname not like all ($1)
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_transform'::regclass
            and e.objid = r.oid and e.deptype = 'e'
    )
