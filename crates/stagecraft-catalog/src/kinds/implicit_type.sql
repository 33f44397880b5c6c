-- Row types of relations and array types, where they have grants or comments of
-- their own.
select
    t.oid,
    0 as part,
    t.nspname as schema,
    t.typname as name,
    coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] as acl,
    pg_catalog.obj_description(t.oid, 'pg_type') as comment
from type as t
where t.oid >= 16384
    and (
        t.typtype = 'b' and t.typarray = 0
        or t.typtype = 'c' and exists (
            select from pg_catalog.pg_class as c
            where c.oid = t.typrelid and c.relkind <> 'c'
                and not exists (
                    select from pg_catalog.pg_depend as e
                    where e.classid = 'pg_catalog.pg_class'::regclass
                        and e.objid = c.oid and e.deptype = 'e'
                )
        )
    )
    and (
        not (
            t.typacl <@ pg_catalog.acldefault('T', t.typowner)
            and t.typacl @> pg_catalog.acldefault('T', t.typowner)
        )
        or pg_catalog.obj_description(t.oid, 'pg_type') is not null
    )
