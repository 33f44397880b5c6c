-- Operator classes that no extension owns, with the members that are theirs.
select
    c.oid,
    0 as part,
    n.nspname as schema,
    c.opcname as name,
    (select m.amname from pg_catalog.pg_am as m where m.oid = c.opcmethod) as method,
    pg_catalog.pg_get_userbyid(c.opcowner) as owner,
    (
        select json_build_object('schema', fn.nspname, 'name', f.opfname)
        from pg_catalog.pg_opfamily as f
        join pg_catalog.pg_namespace as fn on fn.oid = f.opfnamespace
        where f.oid = c.opcfamily
    ) as family,
    pg_catalog.format_type(c.opcintype, null) as type,
    c.opcdefault as default,
    case when c.opckeytype <> 0 then pg_catalog.format_type(c.opckeytype, null) end as storage,
    array(
        select
            o.amopstrategy || ' ' || o.amopopr::pg_catalog.regoperator::text
            || coalesce(' for order by ' || (
                select pg_catalog.quote_ident(sn.nspname) || '.'
                    || pg_catalog.quote_ident(sf.opfname)
                from pg_catalog.pg_opfamily as sf
                join pg_catalog.pg_namespace as sn on sn.oid = sf.opfnamespace
                where sf.oid = o.amopsortfamily
            ), '')
        from pg_catalog.pg_depend as d
        join pg_catalog.pg_amop as o on o.oid = d.objid
        where d.refclassid = 'pg_catalog.pg_opclass'::regclass
            and d.refobjid = c.oid and d.classid = 'pg_catalog.pg_amop'::regclass
        order by o.amopstrategy, (o.amopopr::pg_catalog.regoperator::text) collate "C"
    ) as operators,
    array(
        select
            p.amprocnum || ' (' || pg_catalog.format_type(p.amproclefttype, null) || ', '
            || pg_catalog.format_type(p.amprocrighttype, null) || ') '
            || p.amproc::pg_catalog.regprocedure::text
        from pg_catalog.pg_depend as d
        join pg_catalog.pg_amproc as p on p.oid = d.objid
        where d.refclassid = 'pg_catalog.pg_opclass'::regclass
            and d.refobjid = c.oid and d.classid = 'pg_catalog.pg_amproc'::regclass
        order by
            p.amprocnum,
            pg_catalog.format_type(p.amproclefttype, null) collate "C",
            pg_catalog.format_type(p.amprocrighttype, null) collate "C"
    ) as functions,
    pg_catalog.obj_description(c.oid, 'pg_opclass') as comment
from pg_catalog.pg_opclass as c
join namespace as n on n.oid = c.opcnamespace
where c.oid >= 16384
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_opclass'::regclass
            and e.objid = c.oid and e.deptype = 'e'
    )
