-- Procedural languages that no extension owns.
select
    l.oid,
    0 as part,
    l.lanname as name,
    pg_catalog.pg_get_userbyid(l.lanowner) as owner,
    l.lanpltrusted as trusted,
    nullif(l.lanplcallfoid::pg_catalog.regproc::text, '-') as handler,
    nullif(l.laninline::pg_catalog.regproc::text, '-') as inline,
    nullif(l.lanvalidator::pg_catalog.regproc::text, '-') as validator,
    coalesce(l.lanacl, pg_catalog.acldefault('l', l.lanowner))::text[] as acl,
    pg_catalog.obj_description(l.oid, 'pg_language') as comment
from pg_catalog.pg_language as l
where l.oid >= 16384
    and l.lanispl
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_language'::regclass
            and e.objid = l.oid and e.deptype = 'e'
    )
