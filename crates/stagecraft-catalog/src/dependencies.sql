-- What depends on what, between objects that people made. Rules that make a
-- view a view, defaults, row types and array types stand for what they belong
-- to; a member of an extension stands for the extension.
select
    d.classid as source_catalog,
    d.objid as source_oid,
    case
        when d.classid = 'pg_catalog.pg_rewrite'::regclass and r.rulename = '_RETURN'
            then 'pg_catalog.pg_class'::regclass
        when d.classid = 'pg_catalog.pg_publication_rel'::regclass
            then 'pg_catalog.pg_publication'::regclass
        when t.typrelid <> 0 then 'pg_catalog.pg_class'::regclass
        else d.classid
    end::oid as catalog,
    coalesce(
        case when r.rulename = '_RETURN' then r.ev_class end,
        ad.adrelid, pr.prpubid, nullif(t.typrelid, 0), d.objid
    ) as oid,
    coalesce(ad.adnum, d.objsubid)::int as part,
    case
        when m.refobjid is not null then 'pg_catalog.pg_extension'::regclass
        when coalesce(e.typrelid, rt.typrelid) <> 0 then 'pg_catalog.pg_class'::regclass
        else d.refclassid
    end::oid as on_catalog,
    coalesce(
        m.refobjid,
        nullif(coalesce(e.typrelid, rt.typrelid), 0),
        mr.rngtypid, e.oid, d.refobjid
    ) as on_oid,
    d.refobjsubid as on_part,
    d.deptype <> 'n' as automatic
from pg_catalog.pg_depend as d -- only some
left join pg_catalog.pg_rewrite as r
    on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
left join pg_catalog.pg_attrdef as ad
    on d.classid = 'pg_catalog.pg_attrdef'::regclass and ad.oid = d.objid
left join pg_catalog.pg_publication_rel as pr
    on d.classid = 'pg_catalog.pg_publication_rel'::regclass and pr.oid = d.objid
left join pg_catalog.pg_type as t
    on d.classid = 'pg_catalog.pg_type'::regclass and t.oid = d.objid
left join pg_catalog.pg_type as rt
    on d.refclassid = 'pg_catalog.pg_type'::regclass and rt.oid = d.refobjid
left join pg_catalog.pg_type as e
    on rt.typelem <> 0 and rt.typlen = -1 and e.oid = rt.typelem
left join pg_catalog.pg_range as mr
    on rt.typtype = 'm' and mr.rngmultitypid = rt.oid
left join pg_catalog.pg_depend as m
    on m.classid = d.refclassid and m.objid = d.refobjid and m.deptype = 'e'
-- The server's statistics end with what `initdb` made, so that it would expect
-- no rows here and look each of thousands up: of an expression it knows nothing.
where d.refobjid::bigint >= 16384 and d.deptype in ('n', 'a', 'i', 'P', 'S')
