-- Range types and the multirange type of each.
select
    t.oid,
    0 as part,
    t.nspname as schema,
    t.typname as name,
    pg_catalog.pg_get_userbyid(t.typowner) as owner,
    pg_catalog.format_type(r.rngsubtype, null) as subtype,
    json_build_object('schema', mn.nspname, 'name', m.typname) as multirange,
    json_build_object('schema', opn.nspname, 'name', o.opcname) as operator_class,
    case
        when co.oid is not null
            then json_build_object('schema', cn.nspname, 'name', co.collname)
    end as collation,
    case when r.rngcanonical <> 0 then r.rngcanonical::pg_catalog.regproc::text end
        as canonical,
    case when r.rngsubdiff <> 0 then r.rngsubdiff::pg_catalog.regproc::text end
        as difference,
    coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] as acl,
    d.description as comment,
    pg_catalog.obj_description(m.oid, 'pg_type') as multirange_comment
from type as t
join pg_catalog.pg_range as r on r.rngtypid = t.oid
join pg_catalog.pg_type as m on m.oid = r.rngmultitypid
join pg_catalog.pg_namespace as mn on mn.oid = m.typnamespace
join pg_catalog.pg_opclass as o on o.oid = r.rngsubopc
join pg_catalog.pg_namespace as opn on opn.oid = o.opcnamespace
left join pg_catalog.pg_collation as co on co.oid = r.rngcollation
left join pg_catalog.pg_namespace as cn on cn.oid = co.collnamespace
left join pg_catalog.pg_description as d
    on d.objoid = t.oid and d.classoid = 'pg_catalog.pg_type'::regclass and d.objsubid = 0
