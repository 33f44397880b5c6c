-- Extended statistics.
select
    s.oid,
    0 as part,
    n.nspname as schema,
    s.stxname as name,
    json_build_object('schema', c.nspname, 'name', c.relname) as table,
    pg_catalog.pg_get_userbyid(s.stxowner) as owner,
    pg_catalog.pg_get_statisticsobjdef(s.oid) as definition,
    nullif(s.stxstattarget, -1) as target,
    d.description as comment
from pg_catalog.pg_statistic_ext as s
join namespace as n on n.oid = s.stxnamespace
join relation as c on c.oid = s.stxrelid
left join pg_catalog.pg_description as d
    on d.objoid = s.oid
    and d.classoid = 'pg_catalog.pg_statistic_ext'::regclass and d.objsubid = 0
