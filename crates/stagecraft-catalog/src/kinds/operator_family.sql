-- Operator families that no extension owns, and the server's own where members
-- were added, with the members that are no class's own.
select
    f.oid,
    0 as part,
    f.nspname as schema,
    f.opfname as name,
    (select m.amname from pg_catalog.pg_am as m where m.oid = f.opfmethod) as method,
    pg_catalog.pg_get_userbyid(f.opfowner) as owner,
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
        from pg_catalog.pg_amop as o
        where o.amopfamily = f.oid and o.oid >= 16384
            and not exists (
                select from pg_catalog.pg_depend as d
                where d.classid = 'pg_catalog.pg_amop'::regclass and d.objid = o.oid
                    and (d.refclassid = 'pg_catalog.pg_opclass'::regclass or d.deptype = 'e')
            )
        order by o.amopstrategy, (o.amopopr::pg_catalog.regoperator::text) collate "C"
    ) as operators,
    array(
        select
            p.amprocnum || ' (' || pg_catalog.format_type(p.amproclefttype, null) || ', '
            || pg_catalog.format_type(p.amprocrighttype, null) || ') '
            || p.amproc::pg_catalog.regprocedure::text
        from pg_catalog.pg_amproc as p
        where p.amprocfamily = f.oid and p.oid >= 16384
            and not exists (
                select from pg_catalog.pg_depend as d
                where d.classid = 'pg_catalog.pg_amproc'::regclass and d.objid = p.oid
                    and (d.refclassid = 'pg_catalog.pg_opclass'::regclass or d.deptype = 'e')
            )
        order by
            p.amprocnum,
            pg_catalog.format_type(p.amproclefttype, null) collate "C",
            pg_catalog.format_type(p.amprocrighttype, null) collate "C"
    ) as functions,
    pg_catalog.obj_description(f.oid, 'pg_opfamily') as comment
from (
    select f.*, n.nspname
    from pg_catalog.pg_opfamily as f
    join namespace as n on n.oid = f.opfnamespace
    where f.oid >= 16384
        and not exists (
            select from pg_catalog.pg_depend as e
            where e.classid = 'pg_catalog.pg_opfamily'::regclass
                and e.objid = f.oid and e.deptype = 'e'
        )
    union all
    select f.*, n.nspname
    from pg_catalog.pg_opfamily as f
    join pg_catalog.pg_namespace as n on n.oid = f.opfnamespace
    where f.oid in (
        select o.amopfamily
        from pg_catalog.pg_amop as o
        where o.oid >= 16384 and o.amopfamily < 16384
            and not exists (
                select from pg_catalog.pg_depend as d
                where d.classid = 'pg_catalog.pg_amop'::regclass and d.objid = o.oid
                    and (d.refclassid = 'pg_catalog.pg_opclass'::regclass or d.deptype = 'e')
            )
        union all
        select p.amprocfamily
        from pg_catalog.pg_amproc as p
        where p.oid >= 16384 and p.amprocfamily < 16384
            and not exists (
                select from pg_catalog.pg_depend as d
                where d.classid = 'pg_catalog.pg_amproc'::regclass and d.objid = p.oid
                    and (d.refclassid = 'pg_catalog.pg_opclass'::regclass or d.deptype = 'e')
            )
    )
) as f
