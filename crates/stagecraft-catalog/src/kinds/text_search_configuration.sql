-- Text search configurations that no extension owns, with their dictionaries.
select
    c.oid,
    0 as part,
    n.nspname as schema,
    c.cfgname as name,
    pg_catalog.pg_get_userbyid(c.cfgowner) as owner,
    (
        select json_build_object('schema', pn.nspname, 'name', p.prsname)
        from pg_catalog.pg_ts_parser as p
        join pg_catalog.pg_namespace as pn on pn.oid = p.prsnamespace
        where p.oid = c.cfgparser
    ) as parser,
    (
        select json_object_agg(t.alias, t.dictionaries)
        from (
            select
                y.alias,
                json_agg(m.mapdict::pg_catalog.regdictionary::text order by m.mapseqno)
                    as dictionaries
            from pg_catalog.pg_ts_config_map as m
            join pg_catalog.ts_token_type(c.cfgparser) as y on y.tokid = m.maptokentype
            where m.mapcfg = c.oid
            group by y.alias
        ) as t
    ) as mappings,
    pg_catalog.obj_description(c.oid, 'pg_ts_config') as comment
from pg_catalog.pg_ts_config as c
join namespace as n on n.oid = c.cfgnamespace
where c.oid >= 16384
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_ts_config'::regclass
            and e.objid = c.oid and e.deptype = 'e'
    )
