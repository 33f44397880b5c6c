-- Text search dictionaries that no extension owns.
select
    d.oid,
    0 as part,
    n.nspname as schema,
    d.dictname as name,
    pg_catalog.pg_get_userbyid(d.dictowner) as owner,
    (
        select json_build_object('schema', tn.nspname, 'name', t.tmplname)
        from pg_catalog.pg_ts_template as t
        join pg_catalog.pg_namespace as tn on tn.oid = t.tmplnamespace
        where t.oid = d.dicttemplate
    ) as template,
    d.dictinitoption as options,
    pg_catalog.obj_description(d.oid, 'pg_ts_dict') as comment
from pg_catalog.pg_ts_dict as d
join namespace as n on n.oid = d.dictnamespace
where d.oid >= 16384
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_ts_dict'::regclass
            and e.objid = d.oid and e.deptype = 'e'
    )
