-- Operators that no extension owns; without those that were only promised.
select
    o.oid,
    0 as part,
    n.nspname as schema,
    o.oprname as name,
    case when o.oprleft <> 0 then pg_catalog.format_type(o.oprleft, null) end as left,
    pg_catalog.format_type(o.oprright, null) as right,
    pg_catalog.format_type(o.oprresult, null) as result,
    pg_catalog.pg_get_userbyid(o.oprowner) as owner,
    o.oprcode::text as function,
    nullif(o.oprcom, 0)::pg_catalog.regoperator::text as commutator,
    nullif(o.oprnegate, 0)::pg_catalog.regoperator::text as negator,
    nullif(o.oprrest::text, '-') as restrict,
    nullif(o.oprjoin::text, '-') as join,
    o.oprcanhash as hashes,
    o.oprcanmerge as merges,
    pg_catalog.obj_description(o.oid, 'pg_operator') as comment
from pg_catalog.pg_operator as o
join namespace as n on n.oid = o.oprnamespace
where o.oid >= 16384
    and o.oprcode <> 0
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_operator'::regclass
            and e.objid = o.oid and e.deptype = 'e'
    )
