-- Domains; their checks are constraints.
select
    t.oid,
    0 as part,
    t.nspname as schema,
    t.typname as name,
    pg_catalog.pg_get_userbyid(t.typowner) as owner,
    pg_catalog.format_type(t.typbasetype, t.typtypmod) as type,
    case
        when co.oid is not null
            then json_build_object('schema', cn.nspname, 'name', co.collname)
    end as collation,
    t.typnotnull as not_null,
    pg_catalog.pg_get_expr(t.typdefaultbin, 0) as default,
    coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] as acl,
    d.description as comment
from type as t
join pg_catalog.pg_type as b on b.oid = t.typbasetype
left join pg_catalog.pg_collation as co
    on co.oid = t.typcollation and t.typcollation <> b.typcollation
left join pg_catalog.pg_namespace as cn on cn.oid = co.collnamespace
left join pg_catalog.pg_description as d
    on d.objoid = t.oid and d.classoid = 'pg_catalog.pg_type'::regclass and d.objsubid = 0
where t.typtype = 'd'
