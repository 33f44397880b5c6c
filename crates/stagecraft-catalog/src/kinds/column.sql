-- Columns of tables and views, attributes of composite types.
select
    c.oid,
    a.attnum::int as part,
    c.nspname as schema,
    c.relname as relation,
    a.attname as name,
    a.attnum as position,
    pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
    case
        when co.oid is not null
            then json_build_object('schema', cn.nspname, 'name', co.collname)
    end as collation,
    a.attnotnull as not_null,
    pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) as default,
    nullif(a.attgenerated, '') as generated,
    nullif(a.attidentity, '') as identity,
    case
        when c.relkind in ('r', 'p', 'm', 'f') and a.attstorage <> t.typstorage then a.attstorage
    end as storage,
    nullif(a.attcompression, '') as compression,
    nullif(a.attstattarget, -1) as statistics,
    a.attoptions as options,
    a.attfdwoptions as foreign_options,
    not a.attislocal and not c.relispartition as inherited,
    a.attacl::text[] as acl,
    d.description as comment
from relation as c
join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_type as t on t.oid = a.atttypid
-- `offset 0` keeps the planner from looking defaults up one by one.
left join (select * from pg_catalog.pg_attrdef offset 0) as ad
    on ad.adrelid = a.attrelid and ad.adnum = a.attnum
left join pg_catalog.pg_collation as co
    on co.oid = case when a.attcollation <> t.typcollation then a.attcollation end
left join pg_catalog.pg_namespace as cn on cn.oid = co.collnamespace
left join pg_catalog.pg_description as d
    on d.objoid = c.oid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = a.attnum
where c.relkind in ('r', 'p', 'v', 'm', 'f')
    or (
        c.relkind = 'c'
        and not exists (
            select from pg_catalog.pg_depend as e
            where e.classid = 'pg_catalog.pg_type'::regclass
                and e.objid = c.reltype and e.deptype = 'e'
        )
    )
